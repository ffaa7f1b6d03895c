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

constexpr HttpProblem broken { Status::InternalServerError, "Internal error"_L1 };
constexpr HttpProblem invalid { Status::BadRequest, "The request has an invalid value"_L1 };
constexpr HttpProblem notFound { Status::NotFound, "Not found"_L1 };
constexpr HttpProblem conflict { Status::Conflict,
                                 "Not possible in the current state; it may have changed"_L1 };
constexpr HttpProblem passingConflict { Status::Conflict, "Others are changing the same"_L1, 1s };
constexpr HttpProblem gone { Status::Gone, "No longer available"_L1 };
constexpr HttpProblem badGateway { Status::BadGateway, "The database did not answer properly"_L1 };
constexpr HttpProblem unavailable { Status::ServiceUnavailable, "Not available for now"_L1, 1s };
constexpr HttpProblem timeout { Status::GatewayTimeout, "The database took too long"_L1 };
constexpr HttpProblem tooMany { Status::TooManyRequests, "Too many requests"_L1, 1s };

// As long as the client itself would have waited at the most, had it tried once more.
HttpProblem throttled(int attempts)
{
    HttpProblem problem = tooMany;
    problem.retryAfter = std::min(20s, 1s * (1 << std::clamp(attempts - 1, 0, 5)));
    return problem;
}

// Instances that are just starting, or are many, may have to wait for theirs.
HttpProblem withoutCredentials()
{
    // The older client had the first, and its users do.
    for (const char *name : { "DYANMODB_NO_CREDS_RATE_LIMIT", "DYNAMODB_NO_CREDS_RATE_LIMIT" }) {
        if (qEnvironmentVariable(name).compare("true"_L1, Qt::CaseInsensitive) == 0)
            return tooMany;
    }
    return broken;
}

// As the most telling of its reasons.
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
    switch (error.code()) { // the compiler misses a code that is not here
    case Code::ConditionalCheckFailed:
    case Code::DuplicateItem:
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
        return passingConflict;
    case Code::TransactionCanceled:
        return cancelledTransaction(error);

    case Code::LimitExceeded:
    case Code::ProvisionedThroughputExceeded:
    case Code::RequestLimitExceeded:
    case Code::Throttling:
    case Code::ThroughputExceeded:
        return throttled(error.attempts());
    case Code::NoCredentials:
        return withoutCredentials();

    case Code::Validation:
    case Code::InvalidParameterCombination:
    case Code::InvalidParameterValue:
    case Code::MissingParameter:
    case Code::InvalidExportTime:
    case Code::InvalidRestoreTime:
    case Code::ItemCollectionSizeLimitExceeded:
        return invalid;
    // What a request names; tables and indexes are named by the application.
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
    case Code::ClientDestroyed:
    case Code::Cancelled:
        return unavailable;
    case Code::Timeout:
        return timeout;

    // The application's own mistakes and rights, which are no business of its users'.
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
    case Code::NoProfile:
    case Code::OptInRequired:
    case Code::RequestExpired:
        return broken;
    }
    return broken;
}

} // namespace QtDynamoDBPrivate
