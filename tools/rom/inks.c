/* SPDX-License-Identifier: MIT */
#include "inks.h"

#include "bytes.h"

#include <math.h>
#include <stdlib.h>

#define AMBER 0xFFB000u
#define RED   0xFF2010u

#define INK_BYTES     6
#define SCHEDULES_MAX 255
#define NO_END        0xFFFFFFFFu
#define DAY_MINUTES   1440
#define ALL_DAYS      0x7Fu

/* sRGB (IEC 61966-2-1) to linear light. */
static uint32_t linear(uint32_t byte) {
    double v = byte / 255.0;
    double light = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
    return (uint32_t)lround(light * 65535);
}

static long distance(const uint8_t *a, const uint8_t *b) {
    long sum = 0;
    for (size_t i = 0; i < INK_BYTES; i += 2)
        sum += labs((long)moto_u16(a + i) - (long)moto_u16(b + i));
    return sum;
}

static uint8_t nearest(const buffer *inks, const uint8_t *record) {
    const uint8_t *all = (const uint8_t *)inks->bytes;
    size_t best = 0;
    for (size_t i = 1; i < inks->count / INK_BYTES; i++)
        if (distance(all + i * INK_BYTES, record) < distance(all + best * INK_BYTES, record))
            best = i;
    return (uint8_t)best;
}

static uint8_t ink_of(plan *p, uint32_t rgb) {
    uint8_t record[INK_BYTES];
    for (size_t i = 0; i < 3; i++) {
        uint32_t light = linear(rgb >> (16 - 8 * i) & 255);
        record[2 * i] = (uint8_t)light;
        record[2 * i + 1] = (uint8_t)(light >> 8);
    }
    int index = plan_record(&p->inks, record, sizeof record, MOTO_INKS_MAX);
    if (index >= 0 || p->inks.count == 0)
        return index >= 0 ? (uint8_t)index : 0;
    notes_add(p->notes, "%s: more than %d inks, the nearest ones are taken", p->inputs[0].name,
              MOTO_INKS_MAX);
    return nearest(&p->inks, record);
}

void inks_begin(plan *p) {
    ink_of(p, AMBER);
}

void look_ink(plan *p, const attributes *look, moto_kind kind, uint8_t *ink) {
    if (look->given & ATTRIBUTE_INK)
        *ink = ink_of(p, look->ink);
    else if (kind == MOTO_ALERT)
        *ink = ink_of(p, RED);
}

int look_speed(plan *p, const attributes *look, const char *file, int number, moto_speed *speed) {
    if (!(look->given & ATTRIBUTE_SPEED))
        return 0;
    uint64_t num = look->speed_numerator, den = look->speed_denominator;
    if (num < den || num > den * MOTO_SPEED_MAX || den > MOTO_SPEED_DEN)
        return message_set(p->error,
                           "%s:%d: the speed %u/%u; it is 1 to %d pixels a second, its denominator "
                           "up to %d",
                           file, number, look->speed_numerator, look->speed_denominator,
                           MOTO_SPEED_MAX, MOTO_SPEED_DEN);
    *speed = (moto_speed){(uint32_t)num, (uint32_t)den};
    return 0;
}

void look_effect(const attributes *look, uint8_t *effect) {
    static const uint8_t effects[] = {
        [EFFECT_CRAWL] = MOTO_CRAWL, [EFFECT_PAGE] = MOTO_PAGE,
        [EFFECT_ROLL] = MOTO_ROLL,   [EFFECT_WIPE] = MOTO_WIPE,
        [EFFECT_STILL] = MOTO_STILL, [EFFECT_TYPEWRITER] = MOTO_TYPEWRITER,
    };
    *effect = effects[look->effect];
}

void look_direction(const attributes *look, uint8_t *direction) {
    static const uint8_t directions[] = {
        [DIRECTION_LEFT] = MOTO_LEFT,
        [DIRECTION_RIGHT] = MOTO_RIGHT,
        [DIRECTION_UP] = MOTO_UP,
        [DIRECTION_DOWN] = MOTO_DOWN,
    };
    *direction = directions[look->direction];
}

/* Whole minutes: begun ones count. */
static uint32_t minutes_of(int64_t seconds, int64_t round_up) {
    int64_t minutes = (seconds + round_up) / 60;
    if (seconds < 0)
        return 0;
    return minutes < NO_END ? (uint32_t)minutes : NO_END;
}

int look_schedule(plan *p, const attributes *look, const char *file, int number,
                  uint8_t *schedule) {
    const unsigned any = ATTRIBUTE_FROM | ATTRIBUTE_TO | ATTRIBUTE_HOURS | ATTRIBUTE_DAYS;
    *schedule = 0xFF;
    if (!(look->given & any))
        return 0;
    bool hours = look->given & ATTRIBUTE_HOURS;
    int begin = hours ? look->hours_begin % DAY_MINUTES : 0;
    int end = hours && look->hours_end > 0 ? look->hours_end : DAY_MINUTES;
    buffer record = {0};
    put_u16(&record, (uint32_t)begin);
    put_u16(&record, (uint32_t)end);
    put_u8(&record, look->given & ATTRIBUTE_DAYS ? look->days : ALL_DAYS);
    put_u24(&record, 0);
    put_u32(&record, look->given & ATTRIBUTE_FROM ? minutes_of(look->from, 0) : 0);
    put_u32(&record, look->given & ATTRIBUTE_TO ? minutes_of(look->to, 59) : NO_END);
    int index = record.failed ? -1
                              : plan_record(&p->schedules, (const uint8_t *)record.bytes,
                                            record.count, SCHEDULES_MAX);
    buffer_free(&record);
    if (index < 0)
        return message_set(p->error, "%s:%d: more than %d different schedules", file, number,
                           SCHEDULES_MAX);
    *schedule = (uint8_t)index;
    return 0;
}
