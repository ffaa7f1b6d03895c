// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/tablecache_p.h"
#include "client/tabledescription_p.h"
#include "transfer/exportrun_p.h"
#include "transfer/formatdetection_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbapi_statements.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexporter.h>
#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbitemreader.h>

#include <QtCore/qfileinfo.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <algorithm>
#include <utility>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDBTransfer::Compression;
using QDynamoDBTransfer::Format;

namespace {

constexpr qsizetype chunkItems = 250;

// The format by the name of the file: one that keeps all types.
[[nodiscard]] Format exportFormat(const QString &fileName)
{
    const Format byName = formatOfName(fileName);
    if (byName == Format::Csv)
        return Format::Csv;
    return byName == Format::JsonLines ? Format::DynamoDBJsonLines : Format::DynamoDBJson;
}

[[nodiscard]] ScanRequest scanOf(const QString &tableName)
{
    ScanRequest request;
    request.tableName = tableName;
    return request;
}

} // namespace

// Belongs to the exporter's thread.
class QDynamoDBExporterPrivate
{
public:
    using Status = QDynamoDBExporter::Status;

    QDynamoDBExporterPrivate(QDynamoDBExporter *exporter, QDynamoDBClient *exporterClient)
        : q(exporter)
        , client(exporterClient)
    {
    }

    template<typename Request>
    void use(const Request &request)
    {
        if constexpr (requires { request.tableName; })
            tableName = request.tableName;
        makeReader = [this, request] {
            return std::make_unique<QDynamoDBItemReader>(client, request);
        };
    }
    [[nodiscard]] ExportSettings runSettings() const;
    void start();
    void begin();
    void pump();
    void update();
    void stopRun();
    void finish(Status newStatus, const QDynamoDBError &newError = {});
    void join();

    QDynamoDBExporter *const q;
    const QPointer<QDynamoDBClient> client;
    QString tableName; // empty for statements
    QString fileName;
    Format format = Format::Automatic;
    Compression compression = Compression::Automatic;
    QDynamoDBCsvOptions csv;
    int segments = 0;
    QDynamoDBCallOptions callOptions;

    std::function<std::unique_ptr<QDynamoDBItemReader>()> makeReader;
    std::unique_ptr<QDynamoDBItemReader> reader;
    QStringList keyNames;
    ExportProgress progress;
    double readProgress = 0;
    bool isComplete = false; // all items were added to the run
    QDynamoDBError readError; // the run is ending because of it
    Status status = Status::Stopped;
    QDynamoDBError error;
    quint64 runs = 0;
    std::shared_ptr<ExportRun> run;
    std::unique_ptr<QThread> thread;
};

ExportSettings QDynamoDBExporterPrivate::runSettings() const
{
    ExportSettings settings;
    settings.fileName = fileName;
    settings.partFileName = q->partFileName();
    settings.format = format == Format::Automatic ? exportFormat(fileName) : format;
    settings.isGzip = compression == Compression::Gzip
            || (compression == Compression::Automatic
                && fileName.endsWith(".gz"_L1, Qt::CaseInsensitive));
    settings.csv = csv;
    if (csv.separator.isNull() && fileName.contains(".tsv"_L1, Qt::CaseInsensitive))
        settings.csv.separator = u'\t';
    settings.keyNames = keyNames;
    return settings;
}

void QDynamoDBExporterPrivate::start()
{
    if (status == Status::Exporting || status == Status::Finished)
        return;
    if (!client) {
        finish(Status::Error,
               QDynamoDBError(Code::ClientDestroyed, u"The exporter's client was destroyed."_s));
        return;
    }
    const quint64 number = ++runs;
    finish(Status::Exporting);
    if (number != runs || !client) // by a slot
        return;
    if (tableName.isEmpty() || !runSettings().isSpooled()) {
        begin();
        return;
    }
    whenDone(TableCache::of(client).fetch(client, tableName, TableCache::recent), q,
             [this, number](const QDynamoDBExpected<TableDescriptionPtr> &table) {
                 if (number != runs || status != Status::Exporting)
                     return;
                 if (table)
                     keyNames = keyAttributes(**table);
                 begin(); // the reader reports an error of the table
             });
}

void QDynamoDBExporterPrivate::begin()
{
    reader = makeReader();
    reader->setReadBufferSize(1); // pages are taken from the reader as they arrive
    reader->setSegments(segments);
    reader->setCallOptions(callOptions);
    if (!progress.reader.isEmpty()) {
        if (const QDynamoDBError wrong = reader->setCheckpoint(progress.reader); wrong.isError()) {
            reader.reset();
            finish(Status::Error, wrong);
            return;
        }
    }
    QObject::connect(reader.get(), &QDynamoDBItemReader::readyRead, q, [this] { pump(); });
    QObject::connect(reader.get(), &QDynamoDBItemReader::finished, q, [this] { pump(); });
    QObject::connect(reader.get(), &QDynamoDBItemReader::errorOccurred, q,
                     [this](const QDynamoDBError &failure) {
                         readError = failure;
                         pump();
                         stopRun();
                     });
    const auto changed = [exporter = q] {
        QMetaObject::invokeMethod(
                exporter, [exporter] { exporter->d->update(); }, Qt::QueuedConnection);
    };
    readError = {};
    isComplete = false;
    run = std::make_shared<ExportRun>(runSettings(), progress, changed);
    thread.reset(QThread::create([current = run] { current->run(); }));
    thread->setObjectName(u"QDynamoDBExporter"_s);
    thread->start();
    reader->start();
}

// Moves items from the reader to the run while the run has room.
void QDynamoDBExporterPrivate::pump()
{
    if (!run || !reader || isComplete)
        return;
    readProgress = reader->progress();
    while (reader->itemsAvailable() > 0 && run->hasRoom()) {
        const QList<QDynamoDBItem> items = reader->read(chunkItems);
        run->add(items, reader->checkpoint());
    }
    if (reader->atEnd() && !std::exchange(isComplete, true))
        run->complete();
}

// Takes over what the run has done since the last time.
void QDynamoDBExporterPrivate::update()
{
    if (!run)
        return;
    const ExportRun::End end = run->end();
    progress = run->progress();
    if (end == ExportRun::End::None) {
        pump();
        Q_EMIT q->progressChanged();
        return;
    }
    const QDynamoDBError failure = readError.isError() ? readError : run->error();
    join();
    const QPointer<QDynamoDBExporter> alive(q);
    Q_EMIT q->progressChanged();
    if (!alive)
        return;
    if (end == ExportRun::End::Complete)
        finish(Status::Finished);
    else
        finish(failure.isError() ? Status::Error : Status::Stopped, failure);
}

void QDynamoDBExporterPrivate::stopRun()
{
    if (run)
        run->stop();
}

void QDynamoDBExporterPrivate::join()
{
    if (reader) {
        reader->disconnect(q);
        reader->stop();
        reader.release()->deleteLater(); // may be emitting a signal
    }
    if (!run)
        return;
    run->detach();
    thread->wait();
    thread.reset();
    run.reset();
}

// Sets the status and the error, and emits their signals.
void QDynamoDBExporterPrivate::finish(Status newStatus, const QDynamoDBError &newError)
{
    const QPointer<QDynamoDBExporter> alive(q);
    const bool isOtherError = std::exchange(error, newError) != newError;
    const Status before = std::exchange(status, newStatus);
    const auto emitIf = [&alive, this](bool condition, void (QDynamoDBExporter::*signal)()) {
        if (alive && condition)
            Q_EMIT(q->*signal)();
    };
    emitIf(before != newStatus, &QDynamoDBExporter::statusChanged);
    emitIf(isOtherError, &QDynamoDBExporter::errorChanged);
    if (newStatus == Status::Error && alive)
        Q_EMIT q->errorOccurred(newError);
    emitIf(newStatus == Status::Finished, &QDynamoDBExporter::finished);
    emitIf(newStatus == Status::Stopped && before == Status::Exporting, &QDynamoDBExporter::stopped);
}

/*!
    \class QDynamoDBExporter
    \inmodule QtDynamoDB
    \brief Exports the items of a table, scan, query or PartiQL statement to a file.

    The exporter writes the formats of QDynamoDBTransfer::Format, compressed with gzip or not, in a
    thread of its own. A filter and a projection are those of the request. Segments of a table are
    read concurrently.

    \code
    QDynamoDBExporter exporter(&client, u"Thread"_s, u"threads.json.gz"_s);
    connect(&exporter, &QDynamoDBExporter::finished, this, [&exporter] {
        qInfo() << exporter.itemCount() << "items";
    });
    connect(&exporter, &QDynamoDBExporter::errorOccurred, this, &Window::showError);
    exporter.start();
    \endcode

    Items are written to partFileName(). The file gets its name when it is complete; until then, a
    file of that name stays as it was. After stop() or an error the part file remains, and start()
    continues it. checkpoint() is for another exporter with the same request, in another run of the
    program too.

    CSV, DynamoDB JSON and the output of a scan keep all values of all types, with all digits of
    numbers. Plain JSON has no sets and no binaries: convertedCount() tells the number of items with
    such values.

    The columns of CSV are those of csvOptions(). If there are none, the columns are the key
    attributes of the table, followed by all other attributes in alphabetical order. To find them, the
    part file first collects all items as DynamoDB JSON, and the CSV file is written in a second pass,
    so that both need space on the disk.

    An exporter must live in the thread of its client, and needs an event loop.

    \since 0.1
    \sa QDynamoDBImporter, QDynamoDBItemReader
*/

/*!
    \enum QDynamoDBExporter::Status

    \value Stopped    The exporter does nothing; start() begins or resumes.
    \value Exporting  The exporter reads items and writes them.
    \value Finished   The file is complete.
    \value Error      The export has stopped because of error(); start() resumes it.
*/

/*!
    Constructs an exporter of all items of the table \a tableName of \a client to the file
    \a fileName, with the given \a parent.
*/
QDynamoDBExporter::QDynamoDBExporter(QDynamoDBClient *client, const QString &tableName,
                                     const QString &fileName, QObject *parent)
    : QDynamoDBExporter(client, scanOf(tableName), fileName, parent)
{
}

/*!
    Constructs an exporter of the items of the scan \a request to the file \a fileName, with the given
    \a parent.
*/
QDynamoDBExporter::QDynamoDBExporter(QDynamoDBClient *client, const ScanRequest &request,
                                     const QString &fileName, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBExporterPrivate>(this, client))
{
    d->fileName = fileName;
    d->use(request);
}

/*!
    Constructs an exporter of the items of the query \a request to the file \a fileName, in their
    order, with the given \a parent.
*/
QDynamoDBExporter::QDynamoDBExporter(QDynamoDBClient *client, const QueryRequest &request,
                                     const QString &fileName, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBExporterPrivate>(this, client))
{
    d->fileName = fileName;
    d->use(request);
}

/*!
    Constructs an exporter of the items of the PartiQL statement \a request to the file \a fileName,
    with the given \a parent.
*/
QDynamoDBExporter::QDynamoDBExporter(QDynamoDBClient *client,
                                     const ExecuteStatementRequest &request,
                                     const QString &fileName, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBExporterPrivate>(this, client))
{
    d->fileName = fileName;
    d->use(request);
}

/*!
    Stops the export. The part file remains.
*/
QDynamoDBExporter::~QDynamoDBExporter()
{
    d->stopRun();
    d->join();
}

/*!
    Returns the name of the complete file.
*/
QString QDynamoDBExporter::fileName() const
{
    return d->fileName;
}

/*!
    Returns the name of the file that is written until the export is complete: fileName() and
    \c .part.
*/
QString QDynamoDBExporter::partFileName() const
{
    return d->fileName + u".part"_s;
}

/*!
    Returns the format. With \c Automatic, the default, the name of the file decides: \c .csv and
    \c .tsv mean CSV, \c .jsonl and \c .ndjson mean \c DynamoDBJsonLines, and all others mean
    \c DynamoDBJson. A following \c .gz is ignored.
*/
Format QDynamoDBExporter::format() const
{
    return d->format;
}

/*!
    Sets the \a format.
*/
void QDynamoDBExporter::setFormat(Format format)
{
    d->format = format;
}

/*!
    Returns the compression. With \c Automatic, the default, a file whose name ends in \c .gz is
    compressed.
*/
Compression QDynamoDBExporter::compression() const
{
    return d->compression;
}

/*!
    Sets the \a compression.
*/
void QDynamoDBExporter::setCompression(Compression compression)
{
    d->compression = compression;
}

/*!
    Returns the options for CSV.
*/
QDynamoDBCsvOptions QDynamoDBExporter::csvOptions() const
{
    return d->csv;
}

/*!
    Sets the \a options for CSV. Attributes without a column are left out if columns are given;
    columns of the type \c Skip are ignored, and other types have no effect.
*/
void QDynamoDBExporter::setCsvOptions(const QDynamoDBCsvOptions &options)
{
    d->csv = options;
}

/*!
    Returns the number of segments that a scan reads concurrently: 0, the default, chooses as
    QDynamoDBItemReader::segments does.
*/
int QDynamoDBExporter::segments() const
{
    return d->segments;
}

/*!
    Sets the number of \a segments.
*/
void QDynamoDBExporter::setSegments(int segments)
{
    d->segments = std::max(segments, 0);
}

/*!
    Sets the \a options of each call.
*/
void QDynamoDBExporter::setCallOptions(const QDynamoDBCallOptions &options)
{
    d->callOptions = options;
}

/*!
    \property QDynamoDBExporter::status
    \brief the current status.
*/
QDynamoDBExporter::Status QDynamoDBExporter::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBExporter::error
    \brief the error that has stopped the export since start(); otherwise its code is NoError.

    The code is QDynamoDBError::Serialization for a file that can't be written.
*/
QDynamoDBError QDynamoDBExporter::error() const
{
    return d->error;
}

/*!
    \property QDynamoDBExporter::itemCount
    \brief the number of items in the file, including those before the checkpoint.

    With gzip, the number grows in steps of about 1 MB of text.
*/
qint64 QDynamoDBExporter::itemCount() const
{
    return d->progress.items;
}

/*!
    \property QDynamoDBExporter::convertedCount
    \brief the number of items with a set, a binary or an unknown value in a format of plain JSON.

    Plain JSON changes the type of such values, as QDynamoDBJson::plainFromItem() does.
*/
qint64 QDynamoDBExporter::convertedCount() const
{
    return d->progress.converted;
}

/*!
    \property QDynamoDBExporter::bytesWritten
    \brief the size of the part file.
*/
qint64 QDynamoDBExporter::bytesWritten() const
{
    return d->progress.partSize;
}

/*!
    \property QDynamoDBExporter::progress
    \brief the part of the items that was read, from 0 to 1.

    The progress is 1 once the file is complete, and never before. It is 0 until then if the number of
    items is unknown, as QDynamoDBItemReader::progress describes.
*/
double QDynamoDBExporter::progress() const
{
    constexpr double almost = 0.99; // the last items are read, but not yet written
    return d->status == Status::Finished ? 1 : std::min(d->readProgress, almost);
}

/*!
    Returns the position up to which all items are in the part file, to be saved as JSON. What the
    part file contains behind this position is cut off when the export resumes.

    \sa setCheckpoint()
*/
QJsonObject QDynamoDBExporter::checkpoint() const
{
    return { { u"reader"_s, d->progress.reader },
             { u"items"_s, d->progress.items },
             { u"converted"_s, d->progress.converted },
             { u"size"_s, d->progress.partSize } };
}

/*!
    Lets the next start() resume from \a checkpoint. Set the same format and options as before. If the
    checkpoint is not one of an exporter of the same table, index and operation, or if the exporter is
    exporting, returns an error of code QDynamoDBError::Validation and changes nothing. A part file
    that is missing or too short is reported by start().
*/
QDynamoDBError QDynamoDBExporter::setCheckpoint(const QJsonObject &checkpoint)
{
    if (d->status == Status::Exporting) {
        return QDynamoDBError(Code::Validation, u"Stop the exporter before you set a checkpoint."_s);
    }
    ExportProgress progress;
    progress.reader = checkpoint["reader"_L1].toObject();
    progress.items = checkpoint["items"_L1].toInteger(-1);
    progress.converted = checkpoint["converted"_L1].toInteger();
    progress.partSize = checkpoint["size"_L1].toInteger(-1);
    if (progress.items < 0 || progress.partSize < 0
        || (progress.reader.isEmpty() && progress.items > 0)) {
        return QDynamoDBError(Code::Validation,
                              u"The checkpoint is not one that an exporter has made."_s);
    }
    if (!progress.reader.isEmpty()) {
        const auto reader = d->makeReader();
        if (const QDynamoDBError error = reader->setCheckpoint(progress.reader); error.isError())
            return error;
    }
    d->progress = progress;
    d->finish(Status::Stopped);
    Q_EMIT progressChanged();
    return {};
}

/*!
    Begins or resumes the export. Does nothing if the exporter is exporting or has finished.
*/
void QDynamoDBExporter::start()
{
    d->start();
}

/*!
    Stops the export after the items that were read. stopped() is emitted then. The part file remains.
*/
void QDynamoDBExporter::stop()
{
    if (d->status != Status::Exporting)
        return;
    if (d->run) {
        d->reader->stop();
        d->stopRun();
        return;
    }
    ++d->runs; // the table is being described
    d->finish(Status::Stopped);
}

/*!
    \fn void QDynamoDBExporter::finished()

    Emitted when the file is complete.
*/

/*!
    \fn void QDynamoDBExporter::stopped()

    Emitted when the export has stopped because of stop().
*/

/*!
    \fn void QDynamoDBExporter::errorOccurred(const QDynamoDBError &error)

    Emitted when the export has stopped because of \a error.
*/
