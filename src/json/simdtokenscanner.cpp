// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/tokenscanner_p.h"

#include <simdjson.h>

#include <memory>

// simdjson's public API either builds a tree or scans the text again for each value. Its internal
// first stage lists the tokens at several gigabytes per second. CMake checks that the installed
// version has it.
namespace QtDynamoDBPrivate {

namespace {

static_assert(tokenScannerPadding >= qsizetype(simdjson::SIMDJSON_PADDING));

thread_local std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;

TokenError tokenError(simdjson::error_code error)
{
    switch (error) {
    case simdjson::SUCCESS:
        return TokenError::None;
    case simdjson::EMPTY:
        return TokenError::Empty;
    case simdjson::UTF8_ERROR:
        return TokenError::NotUtf8;
    case simdjson::UNCLOSED_STRING:
        return TokenError::UnclosedString;
    case simdjson::UNESCAPED_CHARS:
        return TokenError::ControlCharacter;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return TokenError::TooLarge;
    default:
        return TokenError::Other;
    }
}

simdjson::error_code reserve(std::size_t size)
{
    constexpr std::size_t step = std::size_t(256) * 1024; // pages of similar size: one allocation
    const std::size_t capacity = (size + step) / step * step;
    constexpr std::size_t depth = 1; // of the tree, which is not built
    if (!stage) {
        const auto *const fastest = &*simdjson::get_active_implementation();
        return fastest->create_dom_parser_implementation(capacity, depth, stage);
    }
    return stage->capacity() < size ? stage->allocate(capacity, depth) : simdjson::SUCCESS;
}

} // namespace

SimdTokenScanner::~SimdTokenScanner()
{
    if (stage && stage->capacity() > unusualTextSize)
        stage.reset();
}

TokenError SimdTokenScanner::scan(const char *text, std::size_t size)
{
    if (const auto error = reserve(size))
        return tokenError(error);
    return tokenError(stage->stage1(reinterpret_cast<const uint8_t *>(text), size,
                                    simdjson::stage1_mode::regular));
}

const quint32 *SimdTokenScanner::begin() const
{
    return stage->structural_indexes.get();
}

const quint32 *SimdTokenScanner::end() const
{
    return begin() + stage->n_structural_indexes;
}

} // namespace QtDynamoDBPrivate
