// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// What the model does not say about errors.

// Codes that the service sends without modelling them, with their HTTP status.
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

// Codes that come about on this side; they have no HTTP status.
export const clientCodes = {
    ConfigNotFound: 'a configuration file that was asked for is not there',
    ConfigParserError: 'a configuration file does not read',
    NoCredentials: 'no provider had credentials',
    NoProfile: 'no configuration file has the profile',
    Request: 'no answer came: network or name lookup',
    Timeout: 'a deadline passed',
    Cancelled: 'the call was cancelled through its future',
    ClientDestroyed: 'the client was destroyed before the call ended',
    SecureConnection: 'TLS failed',
    InvalidResponse: 'the answer is not what the service may send',
    ChecksumMismatch: 'the answer arrived damaged',
    ProxyAuthentication: 'the proxy refused the user name and password, or needs some',
};

// One line about codes that need it.
export const comments = {
    Unknown: 'a code of the service that this version does not know; type() has it',
    ...clientCodes,
};

// Other names for a code, as they appear on the wire with and without a suffix.
export const aliases = {
    Throttling: ['BandwidthLimitExceeded', 'EC2Throttled', 'PriorRequestNotComplete',
        'RequestThrottled', 'SlowDown', 'Throttled', 'TooManyRequests'],
    Timeout: ['RequestTimeout'],
    InvalidSignature: ['SignatureDoesNotMatch'],
    UnrecognizedClient: ['InvalidClientTokenId'],
    InternalServerError: ['InternalServer'],
};
// Suffixes that make no difference.
export const suffixes = ['Exception', 'Error'];

export const throttling = new Set(['LimitExceeded', 'ProvisionedThroughputExceeded',
    'RequestLimitExceeded', 'Throttling', 'ThroughputExceeded', 'TransactionInProgress']);
export const transient = new Set(['ChecksumMismatch', 'InternalFailure', 'InternalServerError',
    'ReplicatedWriteConflict', 'Request', 'ServiceUnavailable', 'Timeout']);
