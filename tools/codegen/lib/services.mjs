// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// The services: the packages of their models, and facts that the models do not contain. The
// client's header defines the structs of the families in "defines".
export const services = [
    {
        id: 'DynamoDB',
        package: '@aws-sdk/client-dynamodb',
        targetPrefix: 'DynamoDB_20120810',
        documentation: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_',
        client: 'QDynamoDBClient',
        defines: ['items', 'query'],
    },
    {
        id: 'Streams',
        package: '@aws-sdk/client-dynamodb-streams',
        targetPrefix: 'DynamoDBStreams_20120810',
        documentation:
            'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_',
        client: 'QDynamoDBStreamsClient',
        defines: ['streams'],
    },
];
