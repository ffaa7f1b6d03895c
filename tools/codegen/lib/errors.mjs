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
export const clientCodes = new Set(['ConfigNotFound', 'ConfigParserError', 'NoCredentials',
    'NoProfile', 'Request', 'Timeout', 'Cancelled', 'ClientDestroyed', 'SecureConnection',
    'InvalidResponse', 'ChecksumMismatch', 'ProxyAuthentication', 'NotMirrored',
    'StoreUnavailable', 'StoreFull', 'NoIdentity', 'WriteConflict', 'WriteUnconfirmed',
    'ItemCodec']);

// One sentence about each code, in our own words, for the documentation. Headers repeat those of
// Unknown and of the client's own codes as comments.
const descriptions = {
    NoError: 'No error.',
    Unknown: 'A code of the service that this version does not know; see type().',
    BackupInUse: 'The backup is being created, restored or deleted.',
    BackupNotFound: 'The backup does not exist.',
    ConditionalCheckFailed: 'The condition of a write does not hold.',
    ContinuousBackupsUnavailable: 'Continuous backups are not enabled for the table.',
    DuplicateItem: 'A PartiQL INSERT found an item with the same key.',
    ExportConflict: 'An export with the same client token but other parameters exists.',
    ExportNotFound: 'The export does not exist.',
    GlobalTableAlreadyExists: 'The global table already exists.',
    GlobalTableNotFound: 'The global table does not exist.',
    IdempotentParameterMismatch:
        'A client request token was used again with other parameters.',
    ImportConflict: 'An import with the same client token but other parameters exists.',
    ImportNotFound: 'The import does not exist.',
    IndexNotFound: 'The index does not exist.',
    InternalServerError: 'The service failed. The client retries this error.',
    InvalidEndpoint: 'The endpoint is not valid, or the service does not serve the request there.',
    InvalidExportTime: 'The time of the export is outside of the point-in-time recovery window.',
    InvalidRestoreTime: 'The time to restore is outside of the point-in-time recovery window.',
    ItemCollectionSizeLimitExceeded:
        'The items with one partition key and their local secondary indexes exceed 10 GB.',
    LimitExceeded: 'A quota of the account or of the service is exceeded.',
    PointInTimeRecoveryUnavailable: 'Point-in-time recovery is not enabled for the table.',
    PolicyNotFound: 'The table or stream has no resource policy, or another revision of it.',
    ProvisionedThroughputExceeded:
        'The table or index is throttled because it exceeds its throughput.',
    ReplicaAlreadyExists: 'The replica already exists in the global table.',
    ReplicaNotFound: 'The replica does not exist in the global table.',
    ReplicatedWriteConflict:
        'Another region is writing the same item of a global table with strong consistency.',
    RequestLimitExceeded: 'The account exceeds its throughput quota in the region.',
    ResourceInUse: 'The table or other resource is in a state that does not allow the operation.',
    ResourceNotFound: 'The table or other resource does not exist, or is not active yet.',
    TableAlreadyExists: 'The table to restore to already exists.',
    TableInUse: 'The table is being created, changed or deleted.',
    TableNotFound: 'The table does not exist.',
    Throttling: 'The service rejected the request because of the rate of requests.',
    TransactionCanceled: 'The transaction was cancelled; see cancellationReasons().',
    TransactionConflict: 'Another transaction is using the same item.',
    TransactionInProgress: 'A transaction with the same client request token is in progress.',
    ExpiredIterator: 'The shard iterator is older than 15 minutes.',
    TrimmedDataAccess: 'The records are older than 24 hours and were removed from the stream.',
    Validation: 'A parameter of the request is not valid.',
    Serialization: 'A text is not valid JSON, or does not fit the request.',
    AccessDenied: 'The credentials have no permission for the operation.',
    UnrecognizedClient: 'The access key id or the session token is not valid.',
    InvalidSignature: 'The signature is wrong: a wrong secret access key, or a wrong clock.',
    ExpiredToken: 'The session token has expired.',
    MissingAuthenticationToken: 'The request was not signed.',
    IncompleteSignature: 'The signature lacks a part.',
    UnknownOperation: 'The service does not know the operation.',
    ConfigNotFound: 'A configuration file that a setting names does not exist.',
    ConfigParserError: 'A configuration file can\'t be parsed.',
    InternalFailure: 'The service failed. The client retries this error.',
    InvalidAction: 'The service does not know the operation.',
    InvalidParameterCombination: 'Parameters of the request exclude each other.',
    InvalidParameterValue: 'The value of a parameter is not allowed.',
    InvalidQueryParameter: 'The query of the URL is not valid.',
    MalformedQueryString: 'The query of the URL has a syntax error.',
    MissingParameter: 'A required parameter of the request is missing.',
    NoCredentials: 'No provider has credentials.',
    NoProfile: 'No configuration file contains the profile.',
    OptInRequired: 'The account has not enabled the region or the service.',
    Request: 'No response: network or name lookup failed.',
    RequestExpired: 'The request was signed too long ago: the clock is wrong.',
    ServiceUnavailable: 'The service is temporarily unavailable. The client retries this error.',
    ThroughputExceeded: 'The service rejected the request because of its throughput.',
    Timeout: 'A deadline passed.',
    Cancelled: 'The call was cancelled through its future.',
    ClientDestroyed: 'The client was destroyed before the call ended.',
    SecureConnection: 'TLS failed.',
    InvalidResponse: 'The response violates the protocol of the service.',
    ChecksumMismatch: 'The response does not match its checksum.',
    ProxyAuthentication: 'The proxy demands or refused a user name and password.',
    NotMirrored: 'The item or range is outside of what the store mirrors.',
    StoreUnavailable: 'The store\'s file can\'t be used: another process uses it, it is damaged, it is '
        + 'newer, or the disk failed.',
    StoreFull: 'The store\'s queue of writes has reached its limit.',
    NoIdentity: 'The store doesn\'t know for whom it keeps writes.',
    WriteConflict: 'A stored write met a change by another client.',
    ItemCodec: 'The item codec of the client failed, or can\'t be applied to the request.',
    WriteUnconfirmed: 'The outcome of a stored write can\'t be found out any more.',
};

export function describeCode(code) {
    const text = descriptions[code];
    if (!text)
        throw new Error(`lib/errors.mjs has no sentence about the code ${code}: add one`);
    return text;
}

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
