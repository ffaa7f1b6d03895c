# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""Has botocore limit the rate of a caller's attempts, by a clock of ours.

Prints, as JSON, what happens in order: [time, kind, result]. For "acquire" the result is the
seconds waited; for "throttled" and "other" it is the rate from then on.
"""

import json
import random
import sys

from botocore.retries.adaptive import ClientRateLimiter, RateClocker
from botocore.retries.bucket import TokenBucket
from botocore.retries.throttling import CubicCalculator


class Clock:
    def __init__(self, now):
        self.now = now

    def current_time(self):
        return self.now


class Wait:
    """Stands in for the bucket's condition: who waits moves the clock."""

    def __init__(self, clock):
        self.clock = clock

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def notify(self):
        pass

    def wait(self, seconds):
        self.clock.now += max(seconds, 1e-9)


class Told:
    def is_throttling_error(self, throttled):
        return throttled


def run(seed):
    rng = random.Random(seed)
    clock = Clock(rng.uniform(100, 100000))
    bucket = TokenBucket(max_rate=1, clock=clock)
    bucket._new_fill_rate_condition = Wait(clock)
    limiter = ClientRateLimiter(
        rate_adjustor=CubicCalculator(starting_max_rate=0, start_time=clock.now),
        rate_clocker=RateClocker(clock),
        token_bucket=bucket,
        throttling_detector=Told(),
        clock=clock,
    )
    events = []
    pace = 1
    share = 0
    for step in range(1500):
        if step % 50 == 0:  # other rates
            pace = 10 ** rng.uniform(-3.5, 0.5)
            share = rng.choice([0, 0, 0.02, 0.1, 0.5]) if step else 0
        begun = clock.now
        limiter.on_sending_request(None)
        events.append([begun, "acquire", clock.now - begun])
        clock.now += rng.expovariate(1 / pace)
        throttled = rng.random() < share
        limiter.on_receiving_response(throttled=throttled)
        rate = bucket.max_rate if limiter._enabled else 0
        events.append([clock.now, "throttled" if throttled else "other", rate])
        clock.now += rng.expovariate(2 / pace)
    return events


json.dump([run(seed) for seed in range(int(sys.argv[1]))], sys.stdout)
