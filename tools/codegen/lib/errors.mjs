// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Facts about errors that the model does not contain.

// Codes that the service sends although the model lacks them, with their HTTP status.
export const unmodelledCodes = {
    Validation: 400,
    Serialization: 400,
    AccessDenied: 400,
    UnrecognizedClient: 400,
    InvalidSignature: 400,
    ExpiredToken: 400,
    MissingAuthenticationToken: 400,
    IncompleteSignature: 400,
    UnknownOperation: 400,
    InternalFailure: 500,
    InvalidAction: 400,
    InvalidParameterCombination: 400,
    InvalidParameterValue: 400,
    InvalidQueryParameter: 400,
    MalformedQueryString: 404,
    MissingParameter: 400,
    OptInRequired: 403,
    RequestExpired: 400,
    ServiceUnavailable: 503,
    ThroughputExceeded: 400,
};

// Codes of the client's own errors. They have no HTTP status.
export const clientCodes = {
    ConfigNotFound: 'a configuration file that a setting names does not exist',
    ConfigParserError: 'a configuration file can\'t be parsed',
    NoCredentials: 'no provider has credentials',
    NoProfile: 'no configuration file contains the profile',
    Request: 'no response: network or name lookup failed',
    Timeout: 'a deadline passed',
    Cancelled: 'the call was cancelled through its future',
    ClientDestroyed: 'the client was destroyed before the call ended',
    SecureConnection: 'TLS failed',
    InvalidResponse: 'the response violates the protocol of the service',
    ChecksumMismatch: 'the response does not match its checksum',
    ProxyAuthentication: 'the proxy demands or refused a user name and password',
};

// A comment for the codes that need one.
export const comments = {
    Unknown: 'a code of the service that this version does not know; see type()',
    ...clientCodes,
};

// Other spellings of a code on the wire, without "Exception" or "Error" at the end.
export const aliases = {
    Throttling: ['BandwidthLimitExceeded', 'EC2Throttled', 'PriorRequestNotComplete',
        'RequestThrottled', 'SlowDown', 'Throttled', 'TooManyRequests'],
    Timeout: ['RequestTimeout'],
    InvalidSignature: ['SignatureDoesNotMatch'],
    UnrecognizedClient: ['InvalidClientTokenId'],
    InternalServerError: ['InternalServer'],
};

export const throttling = new Set(['LimitExceeded', 'ProvisionedThroughputExceeded',
    'RequestLimitExceeded', 'Throttling', 'ThroughputExceeded', 'TransactionInProgress']);
export const transient = new Set(['ChecksumMismatch', 'InternalFailure', 'InternalServerError',
    'ReplicatedWriteConflict', 'Request', 'ServiceUnavailable', 'Timeout']);
