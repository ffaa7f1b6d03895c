// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBABSTRACTCLIENT_H
#define QDYNAMODBABSTRACTCLIENT_H

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbmeasurement.h>
#include <QtDynamoDB/qdynamodboutcome.h>

#include <QtCore/qfuture.h>
#include <QtCore/qobject.h>
#include <QtCore/qurl.h>

#include <chrono>
#include <functional>
#include <memory>

class QDynamoDBAbstractClientPrivate;
class QDynamoDBCredentialsProvider;
class QDynamoDBItemCodec;
class QDynamoDBStatistics;
QT_BEGIN_NAMESPACE
class QJsonObject;
class QNetworkProxy;
class QSslConfiguration;
QT_END_NAMESPACE
namespace QtDynamoDBPrivate {
enum class Service;
} // namespace QtDynamoDBPrivate

// The base class of the clients, with settings, signals and execute().
class Q_DYNAMODB_EXPORT QDynamoDBAbstractClient : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString region READ region WRITE setRegion NOTIFY regionChanged FINAL)
    Q_PROPERTY(QUrl endpoint READ endpoint WRITE setEndpoint NOTIFY endpointChanged FINAL)
    Q_PROPERTY(bool plainHttpAllowed READ isPlainHttpAllowed WRITE setPlainHttpAllowed NOTIFY
                       plainHttpAllowedChanged FINAL)
    Q_PROPERTY(bool useFips READ useFips WRITE setUseFips RESET resetUseFips NOTIFY useFipsChanged
                       FINAL)
    Q_PROPERTY(bool useDualStack READ useDualStack WRITE setUseDualStack RESET resetUseDualStack
                       NOTIFY useDualStackChanged FINAL)
    Q_PROPERTY(AccountIdEndpointMode accountIdEndpointMode READ accountIdEndpointMode WRITE
                       setAccountIdEndpointMode RESET resetAccountIdEndpointMode NOTIFY
                               accountIdEndpointModeChanged FINAL)
    Q_PROPERTY(QString profile READ profile WRITE setProfile NOTIFY profileChanged FINAL)
    Q_PROPERTY(QDynamoDBCredentials credentials READ credentials WRITE setCredentials NOTIFY
                       credentialsChanged FINAL)
    Q_PROPERTY(Transport transport READ transport WRITE setTransport NOTIFY transportChanged FINAL)
    Q_PROPERTY(int maxConnections READ maxConnections WRITE setMaxConnections NOTIFY
                       maxConnectionsChanged FINAL)
    Q_PROPERTY(int maxRetries READ maxRetries WRITE setMaxRetries NOTIFY maxRetriesChanged FINAL)
    Q_PROPERTY(RetryMode retryMode READ retryMode WRITE setRetryMode NOTIFY retryModeChanged FINAL)
    Q_PROPERTY(std::chrono::milliseconds attemptTimeout READ attemptTimeout WRITE setAttemptTimeout
                       NOTIFY attemptTimeoutChanged FINAL)
    Q_PROPERTY(std::chrono::milliseconds callTimeout READ callTimeout WRITE setCallTimeout NOTIFY
                       callTimeoutChanged FINAL)
    Q_PROPERTY(std::chrono::milliseconds idleConnectionTimeout READ idleConnectionTimeout WRITE
                       setIdleConnectionTimeout NOTIFY idleConnectionTimeoutChanged FINAL)
    Q_PROPERTY(int maxEmptyPages READ maxEmptyPages WRITE setMaxEmptyPages NOTIFY
                       maxEmptyPagesChanged FINAL)
    Q_PROPERTY(QDynamoDBStatistics *statistics READ statistics CONSTANT FINAL)
    Q_MOC_INCLUDE(<QtDynamoDB / qdynamodbstatistics.h>)

public:
    enum class RetryMode {
        Standard,
        Adaptive, // also limits the requests per second after throttling
    };
    Q_ENUM(RetryMode)

    enum class AccountIdEndpointMode {
        Preferred, // if the account is known and the region has such hosts
        Disabled,
        Required,
    };
    Q_ENUM(AccountIdEndpointMode)

    enum class Transport {
        NetworkAccessManager,
        Direct, // sockets of the client
    };
    Q_ENUM(Transport)

    ~QDynamoDBAbstractClient() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBAbstractClient)

    [[nodiscard]] QString region() const;
    void setRegion(const QString &region);
    [[nodiscard]] QUrl endpoint() const;
    void setEndpoint(const QUrl &endpoint);
    [[nodiscard]] bool isPlainHttpAllowed() const;
    void setPlainHttpAllowed(bool allowed);
    [[nodiscard]] bool useFips() const;
    void setUseFips(bool use);
    void resetUseFips();
    [[nodiscard]] bool useDualStack() const;
    void setUseDualStack(bool use);
    void resetUseDualStack();
    [[nodiscard]] AccountIdEndpointMode accountIdEndpointMode() const;
    void setAccountIdEndpointMode(AccountIdEndpointMode mode);
    void resetAccountIdEndpointMode();

    [[nodiscard]] QString profile() const;
    void setProfile(const QString &profile);
    [[nodiscard]] QDynamoDBCredentials credentials() const;
    void setCredentials(const QDynamoDBCredentials &credentials);
    void setCredentialsProvider(std::shared_ptr<QDynamoDBCredentialsProvider> provider);

    [[nodiscard]] Transport transport() const;
    void setTransport(Transport transport);
    [[nodiscard]] int maxConnections() const;
    void setMaxConnections(int connections);
    [[nodiscard]] int maxRetries() const;
    void setMaxRetries(int retries);
    [[nodiscard]] RetryMode retryMode() const;
    void setRetryMode(RetryMode mode);
    [[nodiscard]] std::chrono::milliseconds attemptTimeout() const;
    void setAttemptTimeout(std::chrono::milliseconds timeout);
    [[nodiscard]] std::chrono::milliseconds callTimeout() const;
    void setCallTimeout(std::chrono::milliseconds timeout);
    [[nodiscard]] std::chrono::milliseconds idleConnectionTimeout() const;
    void setIdleConnectionTimeout(std::chrono::milliseconds timeout);
    [[nodiscard]] int maxEmptyPages() const;
    void setMaxEmptyPages(int pages);

    [[nodiscard]] QNetworkProxy proxy() const;
    void setProxy(const QNetworkProxy &proxy);
    [[nodiscard]] QSslConfiguration sslConfiguration() const;
    void setSslConfiguration(const QSslConfiguration &configuration);

    [[nodiscard]] std::shared_ptr<const QDynamoDBItemCodec> itemCodec() const;
    void setItemCodec(std::shared_ptr<const QDynamoDBItemCodec> codec);

    // Opens connections, so that the next calls need not wait for that.
    [[nodiscard]] QFuture<void> warmUp(int connections = 1);

    // Calls any operation, also one that this version does not support, in DynamoDB JSON.
    [[nodiscard]] QFuture<QJsonObject> execute(const QString &operation,
                                               const QJsonObject &parameters,
                                               const QDynamoDBCallOptions &options = {});

    using MeasurementHandler = std::function<void(const QDynamoDBMeasurement &)>;
    // The handler runs in the client's I/O thread. Returns an ID for removeMeasurementHandler().
    int addMeasurementHandler(const MeasurementHandler &handler);
    void removeMeasurementHandler(int handler);
    [[nodiscard]] QDynamoDBStatistics *statistics();

    // Responds to mfaRequired(). With an empty code, the waiting calls fail.
    Q_INVOKABLE void provideMfaCode(const QString &code);

Q_SIGNALS:
    void regionChanged();
    void endpointChanged();
    void plainHttpAllowedChanged();
    void useFipsChanged();
    void useDualStackChanged();
    void accountIdEndpointModeChanged();
    void profileChanged();
    void credentialsChanged();
    void transportChanged();
    void maxConnectionsChanged();
    void maxRetriesChanged();
    void retryModeChanged();
    void attemptTimeoutChanged();
    void callTimeoutChanged();
    void idleConnectionTimeoutChanged();
    void maxEmptyPagesChanged();

    void finished(const QDynamoDBOutcome &outcome);
    void errorOccurred(const QDynamoDBError &error);
    void retrying(const QDynamoDBError &error, std::chrono::milliseconds delay);
    void measured(const QDynamoDBMeasurement &measurement);

    void credentialsRequired(const QDynamoDBError &error);
    void authorizationRequired(const QUrl &url, const QString &code);
    void mfaRequired(const QString &mfaSerial);

protected:
    QDynamoDBAbstractClient(QtDynamoDBPrivate::Service service, QObject *parent);

    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    friend class QDynamoDBAbstractClientPrivate;
    const std::unique_ptr<QDynamoDBAbstractClientPrivate> d;
};

#endif
