/* SPDX-License-Identifier: MIT */
#include "topic.h"

#include <stdio.h>
#include <string.h>

/* The words of a list, from `first` up to but not including `end`. */
typedef struct region {
    int first, end;
    bool from_to;   /* "from A to B and C" */
    bool announced; /* of talks to come, so that one item is enough */
} region;

static const char *lower_at(const sentence *s, int i) {
    return i >= 0 && i < s->count ? s->tokens[i].lower : "";
}

static bool is_generic(const char *lower) {
    return word_in(lower,
                   " issue issues matter matters agenda situation plan plans topic topics range "
                   "variety number things thing ways way details detail it them this that these "
                   "those future everything item items question questions subject subjects options "
                   "possibility case one ones rest meeting meetings talks side sides part ");
}

static const char talk_nouns[] = " talks discussions negotiations meeting meetings summit session "
                                 "conference debate dialogue consultations ";

static bool is_break(const sentence *s, int i) {
    const token *t = &s->tokens[i];
    switch (t->tag) {
    case TAG_VBD:
    case TAG_VBZ:
    case TAG_VBP:
    case TAG_MD:
    case TAG_WDT:
    case TAG_WP:
    case TAG_WRB:
    case TAG_STOP:
    case TAG_QUOTE:
    case TAG_OPEN:
    case TAG_PRP:
        return true;
    case TAG_COLON:
        return strcmp(t->word, "-") != 0;
    default:
        return word_in(t->lower, " when during at because while but after before with among whose "
                                 "if since until ; ");
    }
}

/* "on Friday", "on Nov. 27": no part of what is talked about. */
static bool is_date(const sentence *s, int i) {
    const char *next = lower_at(s, i + 1);
    return word_in(lower_at(s, i), " on in ") && (word_weekday(next) >= 0 || word_month(next));
}

static int end_of_list(const sentence *s, int first) {
    int i = first;
    while (i < s->count && !is_break(s, i) && !is_date(s, i))
        i++;
    return i;
}

/* --- items --- */

static bool parts_items(const sentence *s, const region *r, int i) {
    if (word_in(lower_at(s, i), " , and or ; "))
        return true;
    bool first_to = r->from_to && word_in(lower_at(s, i), " to ");
    for (int k = r->first; k < i && first_to; k++)
        first_to = !word_in(lower_at(s, k), " to ");
    return first_to;
}

static bool is_dropped_word(const token *t) {
    return word_in(t->lower, " a an the both also other its their his her possible complex "
                             "wide-ranging such as well including like ") ||
           t->tag == TAG_QUOTE || t->tag == TAG_OPEN || t->tag == TAG_CLOSE;
}

static size_t write_item(const sentence *s, int first, int end, char text[TOPIC_ITEM_ROOM]) {
    size_t used = 0;
    for (int i = first; i < end; i++) {
        const token *t = &s->tokens[i];
        const char *word = t->word;
        if (is_dropped_word(t))
            continue;
        if (strcmp(word, "U.S.") == 0)
            word = "US";
        if (strcmp(word, "U.N.") == 0)
            word = "UN";
        bool glue = used == 0 || t->tag == TAG_POS || (word[0] == '\'' && !t->spaced);
        size_t bytes = strlen(word);
        if (used + bytes + 2 > TOPIC_ITEM_ROOM)
            return TOPIC_ITEM_ROOM;
        if (!glue)
            text[used++] = ' ';
        memcpy(text + used, word, bytes);
        used += bytes;
    }
    text[used] = 0;
    return used;
}

/* "rows over a ban on adoptions" is about the ban. */
static int skip_frame(const sentence *s, int first, int end) {
    for (int i = first; i + 1 < end; i++) {
        bool frame = word_in(lower_at(s, i), " row rows dispute disputes concerns issues issue "
                                             "questions matters range ways efforts how problems "
                                             "tensions talks crisis situation ") ||
                     is_generic(lower_at(s, i));
        bool kept = word_in(lower_at(s, i), " tensions crisis situation efforts future ");
        if (frame && !kept && word_in(lower_at(s, i + 1), " over on about of surrounding "))
            return i + 2;
    }
    return first;
}

static bool has_noun(const sentence *s, int first, int end) {
    for (int i = first; i < end; i++)
        if (tag_is_noun(s->tokens[i].tag) && !is_generic(lower_at(s, i)))
            return true;
    return false;
}

static bool has_date(const sentence *s, int first, int end) {
    for (int i = first; i < end; i++)
        if (word_weekday(lower_at(s, i)) >= 0)
            return true;
    return false;
}

/* A shorter item ends before one of its prepositions. */
static int shorten_item(const sentence *s, int first, int end, size_t limit,
                        char text[TOPIC_ITEM_ROOM]) {
    while (write_item(s, first, end, text) > limit) {
        int cut = end - 1;
        while (cut > first && s->tokens[cut].tag != TAG_IN && s->tokens[cut].tag != TAG_TO &&
               s->tokens[cut].tag != TAG_VBN)
            cut--;
        if (cut <= first || !has_noun(s, first, cut))
            return -1;
        end = cut;
    }
    return end;
}

static bool same_topic(const char *a, const char *b) {
    size_t shorter = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
    return strncmp(a, b, shorter) == 0 || strstr(a, b) || strstr(b, a);
}

static void add_item(topic_list *topics, size_t number, const sentence *s, int first, int end) {
    enum {
        ITEM_BYTES = 44
    };
    first = skip_frame(s, first, end);
    while (first < end && (is_dropped_word(&s->tokens[first]) || s->tokens[first].tag == TAG_IN ||
                           s->tokens[first].tag == TAG_RB || s->tokens[first].tag == TAG_TO))
        first++;
    while (end > first && (s->tokens[end - 1].tag == TAG_IN || s->tokens[end - 1].tag == TAG_RB ||
                           s->tokens[end - 1].tag == TAG_DT || s->tokens[end - 1].tag == TAG_TO ||
                           s->tokens[end - 1].tag == TAG_COLON))
        end--;
    topic t = {.sentence = number};
    if (topics->count == TOPICS_MAX || !has_noun(s, first, end) || has_date(s, first, end))
        return;
    if (shorten_item(s, first, end, ITEM_BYTES, t.text) < 0 || strlen(t.text) < 3)
        return;
    for (size_t i = 0; i < topics->count; i++)
        if (same_topic(topics->items[i].text, t.text))
            return;
    topics->items[topics->count++] = t;
}

static int count_items(const sentence *s, const region *r) {
    int items = 0, first = r->first;
    for (int i = r->first; i <= r->end; i++)
        if (i == r->end || parts_items(s, r, i)) {
            items += has_noun(s, first, i);
            first = i + 1;
        }
    return items;
}

static void add_region(topic_list *topics, size_t number, const sentence *s, const region *r) {
    int items = count_items(s, r);
    if (items == 0 || (items < 3 && !r->announced))
        return;
    int first = r->first;
    bool said = is_saying(lower_at(s, r->end)); /* what stands before it is who said so */
    for (int i = r->first; i <= r->end; i++)
        if (i == r->end || parts_items(s, r, i)) {
            if (i == r->end && said && first > r->first)
                return;
            add_item(topics, number, s, first, i);
            first = i + 1;
        }
}

/* --- where lists begin --- */

static bool mentions(const sentence *s, const char *words) {
    for (int i = 0; i < s->count; i++)
        if (word_in(s->tokens[i].lower, words))
            return true;
    return false;
}

static bool is_ahead(const sentence *s, int verb) {
    for (int i = verb - 1; i >= 0 && i >= verb - 5; i--) {
        if (word_in(lower_at(s, i), " will 'll expected due set scheduled likely plans plan "))
            return true;
        if (word_in(lower_at(s, i), " to ") &&
            word_in(lower_at(s, i - 1), " is are also was were "))
            return true;
    }
    return false;
}

/* "From Syria to missile defense and Iran, the plate will be full." */
static bool list_in_front(const sentence *s, region *r) {
    static const char tables[] =
        " agenda table plate list menu talks topics issues meetings summit ";
    if (!word_in(lower_at(s, 0), " from ") || !mentions(s, tables))
        return false;
    int subject = -1, root = root_of(s);
    for (int i = 0; i < s->count; i++)
        if (s->tokens[i].label == LABEL_NSUBJ && word_in(lower_at(s, i), tables))
            subject = i;
    if (subject < 0)
        subject = child_with(s, root, LABEL_NSUBJ);
    int comma = subject;
    while (comma > 0 && s->tokens[comma].tag != TAG_COMMA)
        comma--;
    if (comma < 3)
        return false;
    *r = (region){.first = 1, .end = comma, .from_to = true, .announced = true};
    return true;
}

/* "on the agenda are A and B"; the verb's place, 0: none. */
static int inverted_verb(const sentence *s, int agenda) {
    for (int i = agenda + 1; i < s->count && i <= agenda + 3; i++)
        if (word_in(lower_at(s, i), " is are be "))
            return i;
    return 0;
}

/* "X is high on the agenda", "X is likely to top the agenda": the subject. */
static bool subject_on_agenda(const sentence *s, int agenda, region *r) {
    bool high = false;
    for (int i = agenda - 1; i >= 0 && i >= agenda - 5; i--)
        high |= word_in(lower_at(s, i), " top tops topping high on dominate dominates lead ");
    if (!high || !word_in(lower_at(s, agenda), " agenda table "))
        return false;
    int subject = -1;
    for (int i = 0; i < agenda; i++)
        if (s->tokens[i].label == LABEL_NSUBJ && s->tokens[i].tag != TAG_PRP)
            subject = i;
    int first = 0, end = 0;
    if (subject < 0) /* what stands before the first finite verb */
        while (end < agenda && s->tokens[end].tag != TAG_MD && s->tokens[end].tag != TAG_VBZ &&
               s->tokens[end].tag != TAG_VBP)
            end++;
    else if (!tag_is_noun(s->tokens[subject].tag))
        return false;
    else
        first = subject, end = subject + 1;
    for (int i = 0; i < agenda; i++)
        if (subject >= 0 && is_below(s, i, subject)) {
            first = i < first ? i : first;
            end = i + 1 > end ? i + 1 : end;
        }
    if (end > agenda || (subject >= 0 && is_generic(lower_at(s, subject))))
        return false;
    for (int i = first; i < end; i++)
        if (is_break(s, i) && i > first + 1)
            end = i;
    /* "Stepped up cooperation on counter-terrorism" is about the latter */
    for (int i = first; i < end; i++)
        if (word_in(lower_at(s, i), " cooperation establishment concern concerns debate discussion "
                                    "progress work disagreement ") &&
            word_in(lower_at(s, i + 1), " on of over about "))
            first = i + 2;
    *r = (region){.first = first, .end = end, .announced = true};
    return true;
}

static bool list_after_verb(const sentence *s, int i, region *r) {
    const char *word = lower_at(s, i), *next = lower_at(s, i + 1);
    int first = 0;
    bool ahead = is_ahead(s, i);
    if (word_in(word, " discuss discussing tackle debate ") && tag_is_verb(s->tokens[i].tag))
        first = i + 1;
    else if (word_in(word, " focus focusing center centre centred centered concentrate focuses ") &&
             word_in(next, " on "))
        first = i + 2;
    else if (word_in(word, " talk talking ") && word_in(next, " about "))
        first = i + 2;
    else if (word_in(word, " address ") && ahead && word_in(lower_at(s, i + 2), " issue issues "))
        first = i + 1;
    if (!first)
        return false;
    *r = (region){.first = first, .end = end_of_list(s, first), .announced = ahead};
    return true;
}

/* "talks with B on C and D" */
static bool list_after_noun(const sentence *s, int i, region *r) {
    if (!word_in(lower_at(s, i), talk_nouns))
        return false;
    for (int k = i + 1; k < s->count && k < i + 9; k++) {
        if (word_in(lower_at(s, k), " about on over ")) {
            *r = (region){.first = k + 1, .end = end_of_list(s, k + 1)};
            for (int back = i; back > 0 && back > i - 6; back--)
                r->announced |= word_in(lower_at(s, back), " feature hold ") && is_ahead(s, back);
            return true;
        }
        bool with = word_in(lower_at(s, k), " with between in ") || s->tokens[k].tag == TAG_DT ||
                    tag_is_noun(s->tokens[k].tag) || s->tokens[k].tag == TAG_JJ;
        if (!with)
            return false;
    }
    return false;
}

/* "issues including A", "topics: A, B", "Other themes ... include A" */
static bool list_of_issues(const sentence *s, int i, region *r) {
    if (!word_in(lower_at(s, i), " issues topics themes subjects agenda items "))
        return false;
    for (int k = i + 1; k < s->count && k < i + 14; k++) {
        bool opens = word_in(lower_at(s, k), " including include includes : like ") ||
                     (word_in(lower_at(s, k), " as ") && word_in(lower_at(s, k - 1), " such "));
        if (opens) {
            *r = (region){.first = k + 1, .end = end_of_list(s, k + 1)};
            r->announced = mentions(s, " discuss discussed addressed negotiated talks agenda ");
            return true;
        }
        if (word_in(lower_at(s, k), " -- - ") && word_in(lower_at(s, k + 1), " from ")) {
            *r = (region){.first = k + 2, .end = end_of_list(s, k + 2), .from_to = true};
            r->announced = true;
            return true;
        }
        if (s->tokens[k].tag == TAG_STOP)
            return false;
    }
    return false;
}

static bool is_told_by_us(const sentence *s) {
    return mentions(s, " i we you my our not n't never if ? ");
}

static void find_in_sentence(const story *st, size_t number, topic_list *topics) {
    const sentence *s = &st->sentences[number];
    region r;
    if (is_told_by_us(s))
        return;
    if (list_in_front(s, &r)) {
        add_region(topics, number, s, &r);
        return;
    }
    for (int i = 0; i < s->count; i++) {
        bool agenda = word_in(lower_at(s, i), " agenda table ");
        int verb = agenda ? inverted_verb(s, i) : 0;
        bool on =
            agenda && (word_in(lower_at(s, i - 2), " on ") || word_in(lower_at(s, i - 3), " on ") ||
                       word_in(lower_at(s, i - 4), " on "));
        if (verb && on && root_of(s) >= verb - 3) {
            r = (region){.first = verb + 1, .end = end_of_list(s, verb + 1), .announced = true};
            if (count_items(s, &r) > 0 && i < s->count / 2) {
                add_region(topics, number, s, &r);
                return;
            }
        }
        if (agenda && subject_on_agenda(s, i, &r)) {
            add_region(topics, number, s, &r);
            return;
        }
        if (list_of_issues(s, i, &r) || list_after_verb(s, i, &r) || list_after_noun(s, i, &r)) {
            size_t before = topics->count;
            add_region(topics, number, s, &r);
            if (topics->count > before)
                i = r.end;
        }
    }
}

void topics_find(const story *st, topic_list *topics) {
    topics->count = 0;
    for (size_t i = 0; i < st->count; i++)
        find_in_sentence(st, i, topics);
}
