// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "measuring.h"
#include "peers.h"

#include <curl/curl.h>

#include <memory>
#include <string>

using namespace Qt::StringLiterals;

namespace {

struct Transfer
{
    CURL *handle;
    std::string answer;
    Measuring::Clock::time_point begun;
};

std::size_t receive(char *data, std::size_t size, std::size_t count, void *transfer)
{
    static_cast<Transfer *>(transfer)->answer.append(data, size * count);
    return size * count;
}

// The multi interface with reused handles.
class Loop
{
public:
    Loop(const QByteArray &url, int concurrency)
        : m_multi(curl_multi_init())
    {
        for (const auto &[name, value] : headers)
            m_headers = curl_slist_append(m_headers, (std::string(name) + ": " + value).c_str());
        curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, long(concurrency));
        for (int i = 0; i < concurrency; ++i) {
            auto &transfer = *m_transfers.emplace_back(std::make_unique<Transfer>());
            CURL *handle = transfer.handle = curl_easy_init();
            curl_easy_setopt(handle, CURLOPT_URL, url.constData());
            curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
            curl_easy_setopt(handle, CURLOPT_HTTPHEADER, m_headers);
            curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body);
            curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
            curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 0L);
            curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
            curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
            curl_easy_setopt(handle, CURLOPT_PRIVATE, &transfer);
        }
    }
    ~Loop()
    {
        for (const auto &transfer : m_transfers)
            curl_easy_cleanup(transfer->handle);
        curl_multi_cleanup(m_multi);
        curl_slist_free_all(m_headers);
    }
    Q_DISABLE_COPY_MOVE(Loop)

    void runFor(double seconds)
    {
        const auto end = Measuring::Clock::now()
                + std::chrono::duration_cast<Measuring::Clock::duration>(
                                 std::chrono::duration<double>(seconds));
        for (const auto &transfer : m_transfers)
            begin(*transfer);
        int running = 1;
        for (;;) {
            curl_multi_perform(m_multi, &running);
            int queued = 0;
            bool begun = false;
            while (const CURLMsg *message = curl_multi_info_read(m_multi, &queued)) {
                Transfer *transfer = nullptr;
                curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
                long status = 0;
                curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
                load.add(transfer->begun, message->data.result == CURLE_OK && status == 200);
                curl_multi_remove_handle(m_multi, transfer->handle);
                if (Measuring::Clock::now() < end) {
                    begin(*transfer);
                    begun = true;
                }
            }
            if (begun)
                continue;
            if (running == 0)
                return;
            curl_multi_poll(m_multi, nullptr, 0, 1000, nullptr);
        }
    }

    Measuring::Load load;

private:
    void begin(Transfer &transfer)
    {
        transfer.answer.clear();
        transfer.begun = Measuring::Clock::now();
        curl_multi_add_handle(m_multi, transfer.handle);
    }

    CURLM *const m_multi;
    curl_slist *m_headers = nullptr;
    std::vector<std::unique_ptr<Transfer>> m_transfers;
};

} // namespace

QJsonObject curlLoop(const QCommandLineParser &options)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    Loop loop(options.value(u"endpoint"_s).toUtf8(),
              int(Measuring::number(options, u"concurrency"_s)));
    loop.load.start();
    loop.runFor(0.3); // opens connections
    loop.load.start();
    loop.runFor(Measuring::number(options, u"seconds"_s));
    return loop.load.result();
}
