// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBAPI_PAGES_H
#define QDYNAMODBAPI_PAGES_H

#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qfuture.h>

#include <memory>

namespace QtDynamoDBPrivate {

class Pages;

// The types of an operation with pages, selected by its request: Client, Result (a page), and Element
// (of the page's list). Specialised for each such operation, together with nextPage() and
// allElements(); QDynamoDBPager is built on them.
template<typename Request>
struct PagesOf;

} // namespace QtDynamoDBPrivate

#include <QtDynamoDB/generated/qdynamodbapi_pages.h>

#endif
