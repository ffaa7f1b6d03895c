// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBFUTURE_H
#define QDYNAMODBFUTURE_H

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qfuture.h>
#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace QtDynamoDBPrivate {

// The type-erased handlers of one whenDone() call. run() is called in the context's thread.
class Q_DYNAMODB_EXPORT DoneHandler
{
public:
    DoneHandler() = default;
    virtual ~DoneHandler();
    Q_DISABLE_COPY_MOVE(DoneHandler)

    virtual void run(const QPointer<QObject> &context) = 0;
};
Q_DYNAMODB_EXPORT void runWhenDone(const QFuture<void> &future, QObject *context,
                                   std::unique_ptr<DoneHandler> handler);

// Blocks until the future is finished. Returns its error, or NoError if it succeeded.
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBError futureError(QFuture<void> future);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBError missingResult();

// The type of a handler's first parameter; void if it has none or if it is generic or overloaded.
template<typename T>
struct ParameterType
{
    using Type = T;
};
template<typename Class, typename Result, typename First, typename... More>
ParameterType<std::decay_t<First>> firstParameter(Result (Class::*)(First, More...));
template<typename Class, typename Result, typename First, typename... More>
ParameterType<std::decay_t<First>> firstParameter(Result (Class::*)(First, More...) const);
template<typename Result, typename First, typename... More>
ParameterType<std::decay_t<First>> firstParameter(Result (*)(First, More...));

// Without std::void_t, as clang 14 takes two specialisations by it for one.
template<typename Handler, typename = void>
struct FirstParameter : ParameterType<void>
{
};
template<typename Handler>
struct FirstParameter<Handler, decltype(void(firstParameter(std::declval<Handler>())))>
    : decltype(firstParameter(std::declval<Handler>()))
{
};
template<typename Handler>
struct FirstParameter<Handler, decltype(void(firstParameter(&Handler::operator())))>
    : decltype(firstParameter(&Handler::operator()))
{
};

// A member function of the context, bound to the context.
template<typename Context, typename Function>
struct ContextHandler
{
    Context *context;
    Function function;

    template<typename... Arguments>
    auto operator()(Arguments &&...arguments)
            -> std::invoke_result_t<Function &, Context *, Arguments...>
    {
        return std::invoke(function, context, std::forward<Arguments>(arguments)...);
    }
};
template<typename Context, typename Handler>
auto boundHandler(Context *context, Handler &&handler)
{
    using Plain = std::decay_t<Handler>;
    if constexpr (std::is_member_function_pointer_v<Plain>)
        return ContextHandler<Context, Plain> { context, handler };
    else
        return Plain(std::forward<Handler>(handler));
}

// The type of a handler that was not passed.
struct NoHandler
{
};

// QList<T>, or NoHandler for void, since QList<void> does not compile.
template<typename T>
struct ResultList : ParameterType<QList<T>>
{
};
template<>
struct ResultList<void> : ParameterType<NoHandler>
{
};

template<typename Handler, typename T>
constexpr bool takesExpected()
{
    using First = typename FirstParameter<Handler>::Type;
    using List = typename ResultList<T>::Type;
    return std::is_same_v<First,
                          QDynamoDBExpected<T>> || std::is_same_v<First, QDynamoDBExpected<List>>;
}
// Returns whether a single handler takes a QDynamoDBExpected: always, unless its first parameter is
// known to be of another type or it has no parameter.
template<typename Handler, typename T>
constexpr bool isExpectedHandler()
{
    if constexpr (takesExpected<Handler, T>())
        return true;
    else if constexpr (std::is_invocable_v<Handler &>)
        return false;
    else
        return std::is_void_v<typename FirstParameter<Handler>::Type>;
}

template<typename Handler, typename T>
void callWithResults(Handler &handler, const QFuture<T> &future, const QPointer<QObject> &context)
{
    if constexpr (std::is_invocable_v<Handler &>) {
        static_cast<void>(std::invoke(handler));
    } else if constexpr (std::is_void_v<T>) {
        static_assert(std::is_invocable_v<Handler &, QFuture<T>>,
                      "onResult must have no parameter, because the future has no result");
        static_cast<void>(std::invoke(handler, future));
    } else if constexpr (std::is_same_v<typename FirstParameter<Handler>::Type, QList<T>>) {
        static_cast<void>(std::invoke(handler, future.results()));
    } else if constexpr (std::is_invocable_v<Handler &, T>) {
        for (int i = 0; i < future.resultCount() && context; ++i)
            static_cast<void>(std::invoke(handler, future.resultAt(i)));
    } else {
        static_assert(std::is_invocable_v<Handler &, QFuture<T>>,
                      "onResult must take the future's result, a QList of its results, the future "
                      "itself, or nothing");
        static_cast<void>(std::invoke(handler, future));
    }
}

template<typename Handler>
void callWithError(Handler &handler, const QDynamoDBError &error)
{
    if constexpr (std::is_invocable_v<Handler &>) {
        static_cast<void>(std::invoke(handler));
    } else if constexpr (!std::is_same_v<Handler, NoHandler>) {
        static_assert(std::is_invocable_v<Handler &, const QDynamoDBError &>,
                      "onError and onCancelled must take a const QDynamoDBError & or nothing");
        static_cast<void>(std::invoke(handler, error));
    }
}

template<typename T, typename OnResult, typename OnError, typename OnCancelled>
class ResultHandler final : public DoneHandler
{
public:
    ResultHandler(const QFuture<T> &future, OnResult &&onResult, OnError &&onError,
                  OnCancelled &&onCancelled)
        : m_future(future)
        , m_onResult(std::move(onResult))
        , m_onError(std::move(onError))
        , m_onCancelled(std::move(onCancelled))
    {
    }

    void run(const QPointer<QObject> &context) override
    {
        const QDynamoDBError error = futureError(QFuture<void>(m_future));
        if (!error.isError())
            callWithResults(m_onResult, m_future, context);
        else if (error.code() != QDynamoDBError::Code::Cancelled
                 || std::is_same_v<OnCancelled, NoHandler>)
            callWithError(m_onError, error);
        else
            callWithError(m_onCancelled, error);
    }

private:
    QFuture<T> m_future;
    OnResult m_onResult;
    OnError m_onError;
    OnCancelled m_onCancelled;
};

template<typename T, typename Handler, bool takesAll>
class ExpectedHandler;

template<typename T, typename Context, typename OnResult, typename OnError, typename OnCancelled>
void runHandlers(const QFuture<T> &future, Context *context, OnResult onResult, OnError onError,
                 OnCancelled onCancelled)
{
    static_assert(std::is_base_of_v<QObject, Context>, "The context must be a QObject");
    using Handler = ResultHandler<T, OnResult, OnError, OnCancelled>;
    runWhenDone(QFuture<void>(future), context,
                std::make_unique<Handler>(future, std::move(onResult), std::move(onError),
                                          std::move(onCancelled)));
}

} // namespace QtDynamoDBPrivate

namespace QDynamoDB {

// Waits until the future is finished. Returns its result or its error.
template<typename T>
[[nodiscard]] QDynamoDBExpected<T> waitForResult(const QFuture<T> &future)
{
    const QDynamoDBError error = QtDynamoDBPrivate::futureError(QFuture<void>(future));
    if (error.isError())
        return error;
    if constexpr (std::is_void_v<T>) {
        return {};
    } else {
        // Not takeResult(): in Qt 6.4 it resets the future, so that a promise destroyed later would
        // finish the future, and run its continuation, a second time.
        if (future.resultCount() == 0)
            return QtDynamoDBPrivate::missingResult();
        return future.result();
    }
}

// Like waitForResult(), but returns all results of a future that may have several or none.
template<typename T>
[[nodiscard]] QDynamoDBExpected<QList<T>> waitForResults(const QFuture<T> &future)
{
    const QDynamoDBError error = QtDynamoDBPrivate::futureError(QFuture<void>(future));
    if (error.isError())
        return error;
    return future.results();
}

} // namespace QDynamoDB

namespace QtDynamoDBPrivate {

template<typename T, typename Handler, bool takesAll>
class ExpectedHandler final : public DoneHandler
{
public:
    ExpectedHandler(const QFuture<T> &future, Handler &&handler)
        : m_future(future)
        , m_handler(std::move(handler))
    {
    }

    void run(const QPointer<QObject> &) override
    {
        if constexpr (takesAll) {
            static_cast<void>(std::invoke(m_handler, QDynamoDB::waitForResults(m_future)));
        } else {
            static_assert(std::is_invocable_v<Handler &, QDynamoDBExpected<T>>,
                          "The handler must take a QDynamoDBExpected<T>");
            static_cast<void>(std::invoke(m_handler, QDynamoDB::waitForResult(m_future)));
        }
    }

private:
    QFuture<T> m_future;
    Handler m_handler;
};

} // namespace QtDynamoDBPrivate

namespace QDynamoDB {

// Calls one of the handlers in the context's thread once the future is finished. Calls none after
// the context was destroyed.
template<typename T, typename Context, typename OnResult, typename OnError, typename OnCancelled>
void whenDone(const QFuture<T> &future, Context *context, OnResult &&onResult, OnError &&onError,
              OnCancelled &&onCancelled)
{
    using namespace QtDynamoDBPrivate;
    static_assert(!takesExpected<std::decay_t<OnResult>, T>(),
                  "A handler that takes a QDynamoDBExpected must be the only one");
    runHandlers(future, context, boundHandler(context, std::forward<OnResult>(onResult)),
                boundHandler(context, std::forward<OnError>(onError)),
                boundHandler(context, std::forward<OnCancelled>(onCancelled)));
}

template<typename T, typename Context, typename OnResult, typename OnError>
void whenDone(const QFuture<T> &future, Context *context, OnResult &&onResult, OnError &&onError)
{
    whenDone(future, context, std::forward<OnResult>(onResult), std::forward<OnError>(onError),
             QtDynamoDBPrivate::NoHandler());
}

template<typename T, typename Context, typename Handler>
void whenDone(const QFuture<T> &future, Context *context, Handler &&handler)
{
    using namespace QtDynamoDBPrivate;
    using Plain = std::decay_t<Handler>;
    if constexpr (isExpectedHandler<Plain, T>()) {
        static_assert(std::is_base_of_v<QObject, Context>, "The context must be a QObject");
        using First = typename FirstParameter<Plain>::Type;
        using List = typename ResultList<T>::Type;
        constexpr bool takesAll =
                !std::is_same_v<
                        First,
                        QDynamoDBExpected<T>> && std::is_same_v<First, QDynamoDBExpected<List>>;
        auto function = boundHandler(context, std::forward<Handler>(handler));
        using Expected = ExpectedHandler<T, decltype(function), takesAll>;
        runWhenDone(QFuture<void>(future), context,
                    std::make_unique<Expected>(future, std::move(function)));
    } else {
        whenDone(future, context, std::forward<Handler>(handler), NoHandler(), NoHandler());
    }
}

} // namespace QDynamoDB

#endif
