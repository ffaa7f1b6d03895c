// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "httpserver/httpproblem_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Status = QHttpServerResponder::StatusCode;

namespace {

constexpr HttpProblem internalError { Status::InternalServerError, "Internal error"_L1 };
constexpr HttpProblem invalid { Status::BadRequest, "The request contains an invalid value"_L1 };
constexpr HttpProblem notFound { Status::NotFound, "Not found"_L1 };
constexpr HttpProblem conflict { Status::Conflict,
                                 "The request conflicts with the current state"_L1 };
constexpr HttpProblem transientConflict { Status::Conflict,
                                          "Another request is changing the same data"_L1, 1s };
constexpr HttpProblem gone { Status::Gone, "No longer available"_L1 };
constexpr HttpProblem badGateway { Status::BadGateway,
                                   "The database failed or could not be reached"_L1 };
constexpr HttpProblem unavailable { Status::ServiceUnavailable, "Temporarily unavailable"_L1, 1s };
constexpr HttpProblem timeout { Status::GatewayTimeout, "The database did not respond in time"_L1 };
constexpr HttpProblem tooMany { Status::TooManyRequests, "Too many requests"_L1, 1s };

// The delay is the longest that the client would have waited before a further attempt.
HttpProblem throttled(int attempts)
{
    HttpProblem problem = tooMany;
    problem.retryAfter = std::min(20s, 1s * (1 << std::clamp(attempts - 1, 0, 5)));
    return problem;
}

// With the variable set, missing credentials count as throttling: instances that are starting, or
// are many, may have to wait for theirs.
HttpProblem noCredentials()
{
    // The misspelt name is that of sprockets-dynamodb, and still accepted.
    for (const char *name : { "DYANMODB_NO_CREDS_RATE_LIMIT", "DYNAMODB_NO_CREDS_RATE_LIMIT" }) {
        if (qEnvironmentVariable(name).compare("true"_L1, Qt::CaseInsensitive) == 0)
            return tooMany;
    }
    return internalError;
}

// Returns the problem of the most specific of the cancellation reasons.
HttpProblem cancelledTransaction(const QDynamoDBError &error)
{
    const QList<QDynamoDBError::CancellationReason> reasons = error.cancellationReasons();
    for (const Code code : { Code::ConditionalCheckFailed, Code::DuplicateItem, Code::Validation,
                             Code::ItemCollectionSizeLimitExceeded, Code::TransactionConflict,
                             Code::ProvisionedThroughputExceeded, Code::Throttling }) {
        const bool has = std::any_of(reasons.begin(), reasons.end(),
                                     [code](const auto &reason) { return reason.code == code; });
        if (has)
            return httpProblem(QDynamoDBError(code, {}));
    }
    return conflict;
}

} // namespace

HttpProblem httpProblem(const QDynamoDBError &error)
{
    switch (error.code()) { // without default, so that the compiler reports missing codes
    case Code::ConditionalCheckFailed:
    case Code::DuplicateItem:
    case Code::WriteConflict:
    case Code::IdempotentParameterMismatch:
    case Code::BackupInUse:
    case Code::ExportConflict:
    case Code::GlobalTableAlreadyExists:
    case Code::ImportConflict:
    case Code::ReplicaAlreadyExists:
    case Code::ResourceInUse:
    case Code::TableAlreadyExists:
    case Code::TableInUse:
    case Code::ContinuousBackupsUnavailable:
    case Code::PointInTimeRecoveryUnavailable:
        return conflict;
    case Code::ReplicatedWriteConflict:
    case Code::TransactionConflict:
    case Code::TransactionInProgress:
        return transientConflict;
    case Code::TransactionCanceled:
        return cancelledTransaction(error);

    case Code::LimitExceeded:
    case Code::ProvisionedThroughputExceeded:
    case Code::RequestLimitExceeded:
    case Code::Throttling:
    case Code::ThroughputExceeded:
        return throttled(error.attempts());
    case Code::NoCredentials:
        return noCredentials();

    case Code::Validation:
    case Code::InvalidParameterCombination:
    case Code::InvalidParameterValue:
    case Code::MissingParameter:
    case Code::InvalidExportTime:
    case Code::InvalidRestoreTime:
    case Code::ItemCollectionSizeLimitExceeded:
        return invalid;
    // Resources that a request may name. Tables and indexes are named by the application (below).
    case Code::BackupNotFound:
    case Code::ExportNotFound:
    case Code::GlobalTableNotFound:
    case Code::ImportNotFound:
    case Code::PolicyNotFound:
    case Code::ReplicaNotFound:
        return notFound;
    case Code::ExpiredIterator:
    case Code::TrimmedDataAccess:
        return gone;

    case Code::InternalServerError:
    case Code::InternalFailure:
    case Code::Request:
    case Code::SecureConnection:
    case Code::ProxyAuthentication:
    case Code::InvalidResponse:
    case Code::ChecksumMismatch:
        return badGateway;
    case Code::ServiceUnavailable:
    case Code::StoreUnavailable:
    case Code::StoreFull:
    case Code::NotMirrored:
    case Code::WriteUnconfirmed:
    case Code::ClientDestroyed:
    case Code::Cancelled:
        return unavailable;
    case Code::Timeout:
        return timeout;

    // Errors in the application or its permissions, which its users cannot correct.
    case Code::NoError:
    case Code::Unknown:
    case Code::IndexNotFound:
    case Code::ResourceNotFound:
    case Code::TableNotFound:
    case Code::InvalidEndpoint:
    case Code::Serialization:
    case Code::AccessDenied:
    case Code::UnrecognizedClient:
    case Code::InvalidSignature:
    case Code::ExpiredToken:
    case Code::MissingAuthenticationToken:
    case Code::IncompleteSignature:
    case Code::UnknownOperation:
    case Code::ConfigNotFound:
    case Code::ConfigParserError:
    case Code::InvalidAction:
    case Code::InvalidQueryParameter:
    case Code::MalformedQueryString:
    case Code::ItemCodec:
    case Code::NoIdentity:
    case Code::NoProfile:
    case Code::OptInRequired:
    case Code::RequestExpired:
        return internalError;
    }
    return internalError;
}

} // namespace QtDynamoDBPrivate
