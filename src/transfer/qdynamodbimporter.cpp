// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/tablecache_p.h"
#include "client/tabledescription_p.h"
#include "transfer/importrun_p.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbimporter.h>

#include <QtCore/qpointer.h>
#include <QtCore/qpromise.h>
#include <QtCore/qthread.h>
#include <QtCore/qthreadpool.h>

#include <algorithm>
#include <utility>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDBTransfer::CellType;

// Belongs to the importer's thread.
class QDynamoDBImporterPrivate
{
public:
    using Status = QDynamoDBImporter::Status;
    using Table = QDynamoDBExpected<TableDescriptionPtr>;

    QDynamoDBImporterPrivate(QDynamoDBImporter *importer, QDynamoDBClient *importerClient)
        : q(importer)
        , client(importerClient)
    {
    }

    void start();
    void described(const Table &table);
    void update();
    void finish(Status newStatus, const QDynamoDBError &newError = {});
    void join();

    QDynamoDBImporter *const q;
    const QPointer<QDynamoDBClient> client;
    QString tableName;
    RecordSource::Settings settings;
    QDynamoDBBatchOptions batchOptions;
    qsizetype maxFailures = 1000;
    Status status = Status::Stopped;
    QDynamoDBError error;
    ImportProgress progress;
    quint64 runs = 0; // results for earlier runs are ignored
    std::shared_ptr<ImportRun> run; // null while the table is described, and between runs
    std::unique_ptr<QThread> thread;
};

namespace {

// The types that the table demands of its key attributes.
[[nodiscard]] QMap<QString, CellType> keyTypes(const TableDescription &table)
{
    QMap<QString, CellType> types;
    const QStringList keys = keyAttributes(table);
    for (const AttributeDefinition &definition : table.attributeDefinitions) {
        if (!keys.contains(definition.attributeName))
            continue;
        const QString type = definition.attributeType.toString();
        types.insert(definition.attributeName,
                     type == "N"_L1           ? CellType::Number
                             : type == "B"_L1 ? CellType::Binary
                                              : CellType::String);
    }
    return types;
}

[[nodiscard]] QList<QDynamoDBImportFailure> publicFailures(const ImportProgress &progress)
{
    QList<QDynamoDBImportFailure> failures;
    for (const FailedRecord &record : progress.failed) {
        const bool isNamed = progress.hasManifest && record.file < progress.files.size();
        failures.append({ isNamed ? progress.files[record.file].name : QString(), record.begin.line,
                          record.error });
    }
    return failures;
}

[[nodiscard]] QDynamoDBError previewOf(const RecordSource::Settings &settings, qsizetype maxRecords,
                                       QDynamoDBImportPreview &preview)
{
    RecordSource source(settings);
    if (const QDynamoDBError error = source.open(); error.isError())
        return error;
    preview.format = source.format();
    preview.compression = source.isGzip() ? QDynamoDBTransfer::Compression::Gzip
                                          : QDynamoDBTransfer::Compression::None;
    if (source.format() == QDynamoDBTransfer::Format::Csv)
        preview.separator = QLatin1Char(source.separator());
    preview.columns = source.columns();
    qsizetype count = 0;
    for (Records records; count < maxRecords; records.clear()) {
        const QString name = source.hasManifest() ? source.files()[source.file()].name : QString();
        if (!source.read(records))
            break;
        for (std::size_t i = 0; i < records.size() && count < maxRecords; ++i, ++count) {
            if (const auto item = source.item(records[i]))
                preview.items.append(*item);
            else
                preview.failures.append({ name, records[i].begin.line, item.error() });
        }
    }
    return source.error();
}

} // namespace

void QDynamoDBImporterPrivate::start()
{
    if (status == Status::Importing || status == Status::Finished)
        return;
    if (!client) {
        finish(Status::Error,
               QDynamoDBError(Code::ClientDestroyed, u"The importer's client was destroyed."_s));
        return;
    }
    const quint64 number = ++runs;
    finish(Status::Importing);
    if (number != runs || !client) // by a slot
        return;
    whenDone(TableCache::of(client).fetch(client, tableName, TableCache::recent), q,
             [this, number](const Table &table) {
                 if (number == runs && status == Status::Importing)
                     described(table);
             });
}

void QDynamoDBImporterPrivate::described(const Table &table)
{
    if (!client || (!table && table.error().code() != Code::AccessDenied)) {
        finish(Status::Error,
               client ? table.error()
                      : QDynamoDBError(Code::ClientDestroyed,
                                       u"The importer's client was destroyed."_s));
        return;
    }
    if (table) {
        settings.keyTypes = keyTypes(**table);
        batchOptions.keyAttributes.insert(tableName, keyAttributes(**table));
    }
    const auto changed = [importer = q] {
        QMetaObject::invokeMethod(
                importer, [importer] { importer->d->update(); }, Qt::QueuedConnection);
    };
    run = std::make_shared<ImportRun>(settings, tableName,
                                      BatchWriting::make(client, batchOptions,
                                                         BatchWriting::Begin::WithFullBatch),
                                      progress, maxFailures, changed);
    thread.reset(QThread::create([current = run] { current->run(); }));
    thread->setObjectName(u"QDynamoDBImporter"_s);
    thread->start();
}

// Takes over what the run has done since the last time.
void QDynamoDBImporterPrivate::update()
{
    if (!run)
        return;
    const ImportRun::End end = run->end();
    progress = run->progress();
    if (end == ImportRun::End::None) {
        Q_EMIT q->progressChanged();
        return;
    }
    const QDynamoDBError failure = run->error();
    join();
    const QPointer<QDynamoDBImporter> alive(q);
    Q_EMIT q->progressChanged();
    if (!alive)
        return;
    if (end == ImportRun::End::AtEnd)
        finish(Status::Finished);
    else
        finish(failure.isError() ? Status::Error : Status::Stopped, failure);
}

void QDynamoDBImporterPrivate::join()
{
    if (!run)
        return;
    run->detach();
    thread->wait();
    thread.reset();
    run.reset();
}

// Sets the status and the error, and emits their signals.
void QDynamoDBImporterPrivate::finish(Status newStatus, const QDynamoDBError &newError)
{
    const QPointer<QDynamoDBImporter> alive(q);
    const bool isOtherError = std::exchange(error, newError) != newError;
    const Status before = std::exchange(status, newStatus);
    const auto emitIf = [&alive, this](bool condition, void (QDynamoDBImporter::*signal)()) {
        if (alive && condition)
            Q_EMIT(q->*signal)();
    };
    emitIf(before != newStatus, &QDynamoDBImporter::statusChanged);
    emitIf(isOtherError, &QDynamoDBImporter::errorChanged);
    if (newStatus == Status::Error && alive)
        Q_EMIT q->errorOccurred(newError);
    emitIf(newStatus == Status::Finished, &QDynamoDBImporter::finished);
    emitIf(newStatus == Status::Stopped && before == Status::Importing, &QDynamoDBImporter::stopped);
}

/*!
    \class QDynamoDBImporter
    \inmodule QtDynamoDB
    \brief Imports the items of a file into a table.

    The importer reads CSV, JSON and DynamoDB JSON in all formats of QDynamoDBTransfer::Format,
    compressed with gzip or not, and puts each item into the table with a batch writer. The file may
    be of any size: it is read in pieces, in a thread of the importer, and not faster than the table
    accepts the items.

    \code
    QDynamoDBImporter importer(&client, u"Thread"_s, u"threads.csv"_s);
    connect(&importer, &QDynamoDBImporter::progressChanged, this, [&importer, this] {
        bar->setValue(int(importer.progress() * 100));
    });
    connect(&importer, &QDynamoDBImporter::finished, this, [&importer] {
        for (const QDynamoDBImportFailure &failure : importer.failures())
            qWarning() << failure.line << failure.error;
    });
    importer.start();
    \endcode

    A record that is broken, or whose item DynamoDB refuses, does not stop the import. failures()
    lists these records with their lines and reasons, and saveFailures() copies them to a file, in the
    same format, to be corrected and imported again. Any other error, such as a lost connection,
    missing permission or a file that ends too early, stops the import with the status \c Error, and
    start() resumes it.

    checkpoint() returns the position up to which all records are written or have failed. Another
    importer can resume from it, in another run of the program too. Items behind the checkpoint may be
    written a second time, which changes nothing: a put replaces the item with the same key. The file
    must not change in the meantime.

    The columns of a CSV file have the types that csvOptions() declares. A column that is a key
    attribute of the table has the type of the key. Other types are inferred from the first 1000
    records; preview() returns them before anything is written. \c {docs/transfer.md} has the rules.

    An importer must live in the thread of its client, and needs an event loop. Without permission for
    DescribeTable, set QDynamoDBBatchOptions::keyAttributes.

    \since 0.1
    \sa QDynamoDBExporter, QDynamoDBBatchWriter
*/

/*!
    \enum QDynamoDBImporter::Status

    \value Stopped    The importer does nothing; start() begins or resumes.
    \value Importing  The importer reads the file and writes items.
    \value Finished   All records of the file are written or listed in failures().
    \value Error      The import has stopped because of error(); start() resumes it.
*/

/*!
    Constructs an importer of the file \a fileName into the table \a tableName of \a client, with
    the given \a parent. The file may also be \c manifest-files.json or \c manifest-summary.json of an export
    to S3 in DynamoDB JSON; the data files are expected in the folder \c data beside it.
*/
QDynamoDBImporter::QDynamoDBImporter(QDynamoDBClient *client, const QString &tableName,
                                     const QString &fileName, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBImporterPrivate>(this, client))
{
    d->tableName = tableName;
    d->settings.fileName = fileName;
}

/*!
    Stops the import. Writes that are pending are given up, though some of them may be done.
*/
QDynamoDBImporter::~QDynamoDBImporter()
{
    if (d->run) {
        d->run->abort();
        d->join();
    }
}

/*!
    Returns the name of the table.
*/
QString QDynamoDBImporter::tableName() const
{
    return d->tableName;
}

/*!
    Returns the name of the file.
*/
QString QDynamoDBImporter::fileName() const
{
    return d->settings.fileName;
}

/*!
    Returns the format of the file. With \c Automatic, the default, the format is detected by the
    content; a name that ends in \c .csv or \c .tsv means CSV. preview() returns the detected format.
*/
QDynamoDBTransfer::Format QDynamoDBImporter::format() const
{
    return d->settings.format;
}

/*!
    Sets the \a format of the file.
*/
void QDynamoDBImporter::setFormat(QDynamoDBTransfer::Format format)
{
    d->settings.format = format;
}

/*!
    Returns whether the file is compressed. With \c Automatic, the default, the content decides.
*/
QDynamoDBTransfer::Compression QDynamoDBImporter::compression() const
{
    return d->settings.compression;
}

/*!
    Sets the \a compression of the file.
*/
void QDynamoDBImporter::setCompression(QDynamoDBTransfer::Compression compression)
{
    d->settings.compression = compression;
}

/*!
    Returns the options for CSV files.
*/
QDynamoDBCsvOptions QDynamoDBImporter::csvOptions() const
{
    return d->settings.csv;
}

/*!
    Sets the \a options for CSV files.
*/
void QDynamoDBImporter::setCsvOptions(const QDynamoDBCsvOptions &options)
{
    d->settings.csv = options;
}

/*!
    Returns the options of the batch writer.
*/
QDynamoDBBatchOptions QDynamoDBImporter::batchOptions() const
{
    return d->batchOptions;
}

/*!
    Sets the \a options of the batch writer: the number of concurrent requests, the items in memory,
    and the options of each call.
*/
void QDynamoDBImporter::setBatchOptions(const QDynamoDBBatchOptions &options)
{
    d->batchOptions = options;
}

/*!
    Returns the number of failed records, 1000 by default, above which the import stops with the
    status \c Error.
*/
qsizetype QDynamoDBImporter::maxFailures() const
{
    return d->maxFailures;
}

/*!
    Sets the number of \a records that may fail. 0 means that the first failure stops the import.
*/
void QDynamoDBImporter::setMaxFailures(qsizetype records)
{
    d->maxFailures = std::max<qsizetype>(records, 0);
}

/*!
    Reads up to \a maxRecords records from the beginning of the file, as an import would read them:
    the format, the columns of CSV with their types, the items, and the records that would fail.
    Nothing is written. Fails with QDynamoDBError::Serialization if the file can't be read at all.
*/
QFuture<QDynamoDBImportPreview> QDynamoDBImporter::preview(qsizetype maxRecords)
{
    const auto promise = std::make_shared<QPromise<QDynamoDBImportPreview>>();
    promise->start();
    const auto read = [promise, maxRecords](const RecordSource::Settings &settings) {
        QThreadPool::globalInstance()->start([promise, maxRecords, settings] {
            QDynamoDBImportPreview preview;
            const QDynamoDBError error = previewOf(settings, maxRecords, preview);
            if (error.isError() && preview.items.isEmpty() && preview.failures.isEmpty())
                promise->setException(QDynamoDBException(error));
            else
                promise->addResult(preview);
            promise->finish();
        });
    };
    if (!d->client) {
        read(d->settings);
        return promise->future();
    }
    // Called in the I/O thread, so that the caller may block on the future.
    const auto described = [read,
                            settings = d->settings](const QDynamoDBImporterPrivate::Table &table) {
        RecordSource::Settings known = settings;
        if (table)
            known.keyTypes = keyTypes(**table);
        read(known);
    };
    TableCache::of(d->client).fetch(d->client, d->tableName, TableCache::recent, described);
    return promise->future();
}

/*!
    \property QDynamoDBImporter::status
    \brief the current status.
*/
QDynamoDBImporter::Status QDynamoDBImporter::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBImporter::error
    \brief the error that has stopped the import since start(); otherwise its code is NoError.

    Failed records are not errors of the import: see failures(). The code is
    QDynamoDBError::Serialization for a file that can't be read.
*/
QDynamoDBError QDynamoDBImporter::error() const
{
    return d->error;
}

/*!
    \property QDynamoDBImporter::writtenCount
    \brief the number of items that are in the table, including those before the checkpoint.
*/
qint64 QDynamoDBImporter::writtenCount() const
{
    return d->progress.written;
}

/*!
    \property QDynamoDBImporter::failedCount
    \brief the number of records that failed, including those before the checkpoint.
*/
qint64 QDynamoDBImporter::failedCount() const
{
    return d->progress.failed.size();
}

/*!
    \property QDynamoDBImporter::bytesRead
    \brief the number of bytes that were read from the file, compressed if the file is.
*/
qint64 QDynamoDBImporter::bytesRead() const
{
    return d->progress.bytesRead;
}

/*!
    \property QDynamoDBImporter::bytesTotal
    \brief the size of the file, or of all data files of a manifest; 0 until it is known.
*/
qint64 QDynamoDBImporter::bytesTotal() const
{
    return d->progress.bytesTotal;
}

/*!
    \property QDynamoDBImporter::progress
    \brief the part of the file that was read, from 0 to 1.

    The progress is 1 once the import has finished, and never before.
*/
double QDynamoDBImporter::progress() const
{
    constexpr double almost = 0.99; // the last items are read, but not yet written
    if (d->status == Status::Finished)
        return 1;
    if (d->progress.bytesTotal <= 0)
        return 0;
    return std::min(almost, double(d->progress.bytesRead) / double(d->progress.bytesTotal));
}

/*!
    Returns the records that failed, in the order of the file, including those before the checkpoint.
    The list has about maxFailures() elements at most.
*/
QList<QDynamoDBImportFailure> QDynamoDBImporter::failures() const
{
    return publicFailures(d->progress);
}

/*!
    Copies the records that failed to the file \a fileName, in the format of the imported file, with
    the header of CSV. The file is compressed if its name ends in \c .gz. The records are read from
    the imported file again, which must not have changed. The future fails with
    QDynamoDBError::Serialization if a file can't be read or written.
*/
QFuture<void> QDynamoDBImporter::saveFailures(const QString &fileName) const
{
    const auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    QThreadPool::globalInstance()->start(
            [promise, fileName, progress = d->progress, compression = d->settings.compression] {
                const QDynamoDBError error = saveFailedRecords(progress, compression, fileName);
                if (error.isError())
                    promise->setException(QDynamoDBException(error));
                promise->finish();
            });
    return promise->future();
}

/*!
    Returns the position up to which all records are written or have failed, with the counts and the
    failures, to be saved as JSON.

    \sa setCheckpoint()
*/
QJsonObject QDynamoDBImporter::checkpoint() const
{
    QJsonObject json = toJson(d->progress);
    json.insert("table"_L1, d->tableName);
    return json;
}

/*!
    Lets the next start() resume from \a checkpoint. Set the same format and options as before. If the
    checkpoint is not one of an importer into this table, or if the importer is importing, returns an
    error of code QDynamoDBError::Validation and changes nothing. A file whose size has changed is
    reported by start().
*/
QDynamoDBError QDynamoDBImporter::setCheckpoint(const QJsonObject &checkpoint)
{
    if (d->status == Status::Importing)
        return QDynamoDBError(Code::Validation, u"Stop the importer before you set a checkpoint."_s);
    if (checkpoint["table"_L1].toString() != d->tableName)
        return QDynamoDBError(Code::Validation, u"The checkpoint belongs to another table."_s);
    const auto progress = importProgressFromJson(checkpoint);
    if (!progress)
        return progress.error();
    d->progress = *progress;
    d->finish(Status::Stopped);
    Q_EMIT progressChanged();
    return {};
}

/*!
    Begins or resumes the import. Does nothing if the importer is importing or has finished.
*/
void QDynamoDBImporter::start()
{
    d->start();
}

/*!
    Stops the import after the writes that are pending. stopped() is emitted then, and checkpoint() is
    the exact position.
*/
void QDynamoDBImporter::stop()
{
    if (d->status != Status::Importing)
        return;
    if (d->run) {
        d->run->stop();
        return;
    }
    ++d->runs; // the table is being described
    d->finish(Status::Stopped);
}

/*!
    Stops the import without waiting for the writes that are pending. stopped() is emitted soon. Items
    behind the checkpoint may be in the table.
*/
void QDynamoDBImporter::abort()
{
    if (d->run)
        d->run->abort();
    else
        stop();
}

/*!
    \fn void QDynamoDBImporter::finished()

    Emitted when the status becomes \c Finished.
*/

/*!
    \fn void QDynamoDBImporter::stopped()

    Emitted when the import has stopped because of stop() or abort().
*/

/*!
    \fn void QDynamoDBImporter::errorOccurred(const QDynamoDBError &error)

    Emitted when the import has stopped because of \a error.
*/
