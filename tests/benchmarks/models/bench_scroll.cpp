// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Scrolls a ListView of QML from the first of the 171,075 places to the last, one screen per frame, while
// pages of a scan arrive from DynamoDB Local. Measures how long the library occupies the GUI thread, in
// CPU time, for each page and in each frame. Prints one line of JSON for each way of fetching:
//
//   rows, pages       numbers of rows and pages
//   page_ms           time of the GUI thread for a page of 1 MB: all events of the library
//   longest_ms        the longest of these events
//   frame_ms          time of the GUI thread for a frame, which software renders here
//   library_ms        the part of the library in a frame: its events, and calls of the view (data())
//   long_frames       frames of more than 16.7 ms, and the maximum part of the library in one
//
// Exits with an error unless each row was shown, each place occurs once, and only pages were requested
// that the view or the prefetching needs.
//
//     cmake --preset release -DQTDYNAMODB_BUILD_TESTS=ON
//     cmake --build build/release --target bench_scroll
//     QT_QPA_PLATFORM=offscreen build/release/tests/benchmarks/models/bench_scroll

#include "timebook.h"

#include "places/places.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodblocalserver.h>
#include <QtDynamoDB/qdynamodboutcome.h>

#include "qdynamodbqmlmodels_p.h"

#include <QtCore/qbitarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qset.h>
#include <QtGui/qguiapplication.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickview.h>

#include <cmath>
#include <cstdio>
#include <numeric>

using namespace Qt::StringLiterals;
using Application = BookedApplication<QGuiApplication>;

namespace {

// The model of the QML module, with the time of calls by the view recorded.
class BookedModel : public QDynamoDBQmlScanModel
{
public:
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const TimeBook::Entry entry(m_book);
        m_shown.setBit(index.row());
        return QDynamoDBQmlScanModel::data(index, role);
    }
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override
    {
        const TimeBook::Entry entry(m_book);
        return QDynamoDBQmlScanModel::canFetchMore(parent);
    }
    void fetchMore(const QModelIndex &parent) override
    {
        const TimeBook::Entry entry(m_book);
        ++m_fetched;
        QDynamoDBQmlScanModel::fetchMore(parent);
    }

    BookedModel(TimeBook &book, qsizetype places)
        : m_book(book)
        , m_shown(places)
    {
    }
    [[nodiscard]] int fetched() const { return m_fetched; }
    [[nodiscard]] qsizetype shown() const { return m_shown.count(true); }

private:
    TimeBook &m_book;
    mutable QBitArray m_shown;
    int m_fetched = 0;
};

double sum(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double rounded(double milliseconds)
{
    return std::round(milliseconds * 1000) / 1000;
}

QJsonObject medianAndMost(const std::vector<double> &values)
{
    return { { "median"_L1, rounded(median(values)) }, { "most"_L1, rounded(largest(values)) } };
}

struct Frames
{
    std::vector<double> all;
    std::vector<double> library;
    std::vector<double> pages;
    double longest = 0;
    int longFrames = 0;
    double libraryOfLong = 0;
};

QJsonObject scroll(Application &app, QDynamoDBClient &client, const QString &table,
                   const QSet<QString> &places, bool prefetch)
{
    TimeBook calls;
    BookedModel model(calls, places.size());
    int answers = 0;
    const auto counting = QObject::connect(&client, &QDynamoDBClient::finished, &model,
                                           [&](const QDynamoDBOutcome &outcome) {
                                               if (outcome.operation == "Scan"_L1)
                                                   ++answers;
                                           });
    int pages = 0;
    QObject::connect(&model, &QAbstractItemModel::rowsInserted, [&] { ++pages; });
    model.setPrefetch(prefetch);
    model.setAttributes({ u"name"_s, u"country"_s, u"latitude"_s, u"longitude"_s });
    model.setClient(&client);
    model.setTableName(table);

    QQuickView view;
    view.setInitialProperties({ { u"model"_s, QVariant::fromValue<QObject *>(&model) } });
    view.setSource(QUrl::fromLocalFile(QStringLiteral(PLACES_QML)));
    if (view.status() != QQuickView::Ready)
        qFatal("the view is not ready");
    bool isDrawn = false;
    QObject::connect(&view, &QQuickWindow::frameSwapped, [&] { isDrawn = true; });
    view.show();

    QQuickItem *list = view.rootObject();
    const double screen = list->height() - 32; // one row remains visible
    Frames frames;
    double page = 0; // time of the library for the next page so far
    const auto isDone = [&] {
        return pages > 0 && !model.hasMore() && !model.isLoading()
                && list->property("isAtEnd").toBool() && model.shown() == places.size();
    };
    for (int idle = 0; !isDone();) {
        app.events.take();
        calls.take();
        const int pagesBefore = pages;
        const Milliseconds before = threadTime();
        QMetaObject::invokeMethod(list, "scroll", Q_ARG(double, screen));
        isDrawn = false;
        view.update();
        while (!isDrawn)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        const double frame = (threadTime() - before).count();

        const std::vector<double> events = app.events.take();
        const double library = sum(events) + sum(calls.take());
        frames.all.push_back(frame);
        frames.library.push_back(library);
        frames.longest = std::max(frames.longest, largest(events));
        page += sum(events);
        if (pages > pagesBefore)
            frames.pages.push_back(std::exchange(page, 0));
        constexpr double longFrame = 16.7;
        if (frame > longFrame) {
            ++frames.longFrames;
            frames.libraryOfLong = std::max(frames.libraryOfLong, library);
        }
        if (answers > 1 + model.fetched() + (prefetch ? 1 : 0))
            qFatal("%d pages were read, but the view requested %d", answers, model.fetched());
        if (model.status() == QDynamoDBItemModel::Status::Error)
            qFatal("%s", qPrintable(model.error().message()));
        constexpr int tooLong = 2'000; // frames
        idle = pages > pagesBefore ? 0 : idle + 1;
        if (idle > tooLong) {
            qFatal("stuck with %lld rows shown of %d, after %d times fetchMore()",
                   qlonglong(model.shown()), model.count(), model.fetched());
        }
    }
    QObject::disconnect(counting);

    QSet<QString> found;
    for (int row = 0; row < model.count(); ++row)
        found.insert(Places::nameOf(model.item(row)));
    if (found != places || model.count() != places.size())
        qFatal("%d rows, of which %lld differ", model.count(), qlonglong(found.size()));
    return { { "prefetch"_L1, prefetch },
             { "rows"_L1, model.count() },
             { "pages"_L1, pages },
             { "answers"_L1, answers },
             { "fetchMore"_L1, model.fetched() },
             { "frames"_L1, qint64(frames.all.size()) },
             { "page_ms"_L1, medianAndMost(frames.pages) },
             { "longest_ms"_L1, rounded(frames.longest) },
             { "frame_ms"_L1, medianAndMost(frames.all) },
             { "library_ms"_L1, medianAndMost(frames.library) },
             { "long_frames"_L1,
               QJsonObject { { "count"_L1, frames.longFrames },
                             { "library_ms"_L1, rounded(frames.libraryOfLong) } } } };
}

} // namespace

int main(int argc, char **argv)
{
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    Application app(argc, argv);
    QDynamoDBLocalServer server;
    server.start();
    if (!server.waitForStarted())
        qFatal("%s", qPrintable(server.errorString()));
    QDynamoDBClient client;
    server.configure(&client);
    client.setTransport(QDynamoDBClient::Transport::Direct);

    const QList<QDynamoDBItem> places = Places::read();
    if (places.isEmpty())
        qFatal("the places are missing: npm ci --prefix scripts/npm");
    const QString table = u"places"_s;
    client.createTable(Places::table(table)).waitForFinished();
    if (const QDynamoDBError error = Places::load(&client, table, places); error.isError())
        qFatal("%s", qPrintable(error.message()));
    QSet<QString> names;
    for (const QDynamoDBItem &place : places)
        names.insert(Places::nameOf(place));

    for (const bool prefetch : { false, true }) {
        const QJsonObject figures = scroll(app, client, table, names, prefetch);
        std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
    }
    return 0;
}
