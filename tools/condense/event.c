/* SPDX-License-Identifier: MIT */
#include "event.h"

#include "point.h"
#include "trim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How a verb looks ahead. */
typedef enum outlook {
    OUTLOOK_NONE,
    OUTLOOK_WILL,    /* will, is to, was to */
    OUTLOOK_SET,     /* is due, set, scheduled, expected to; the governor is another word */
    OUTLOOK_PLANS,   /* plans to */
    OUTLOOK_SET_FOR, /* is scheduled for */
    OUTLOOK_PRESENT, /* begins, meets; is meeting */
    OUTLOOK_DELAYED, /* delayed until */
    OUTLOOK_DATED,   /* the election is on Sunday */
    OUTLOOK_CLAUSE,  /* the meeting scheduled for, the vote to be held on */
} outlook;

typedef struct finding {
    const story *st;
    const sentence *s;
    token *tokens; /* of that sentence, which is our copy */
    size_t number;
    date_phrase date;
    int place;      /* the word before which the date stood */
    int verb;       /* that happens */
    int lower_verb; /* the verb below it next to the date, else the same */
    int governor;   /* "set" in "is set to begin", else the verb */
    outlook outlook;
} finding;

static const char event_verbs[] =
    " meet visit vote hold launch open reopen begin start travel attend host announce appear "
    "testify hear face play return release publish arrive debate decide rule speak deliver unveil "
    "sign close end expire resume join discuss continue go come take fly kick head submit present "
    "sentence inaugurate swear celebrate mark march strike gather convene reconvene address "
    "campaign stump rally air finish relinquish pass consider review premiere screen run broadcast "
    "elect chair co-chair lead tour sit conclude reveal issue compete fight clash square embark "
    "depart leave land step resign retire bury receive honour honor award introduce report auction "
    "sell demolish complete question deport extradite execute try implement enforce choose "
    "register participate welcome perform debut stream reach see talk confer encounter hit deploy "
    "withdraw stage switch raise cut ban lift impose replace become take-off roll show mourn "
    "observe "
    "commemorate greet sail dock set release reschedule adjourn expect plan schedule put ";

static const char event_nouns[] =
    " meeting meetings summit talks election elections vote hearing trial deadline conference "
    "ceremony debate debates referendum match game final finals launch session visit speech "
    "funeral inauguration strike festival tour march protest rally poll polls runoff concert "
    "race races premiere release verdict ruling sentencing opening date season convention "
    "negotiations budget anniversary parade exhibition tournament championship forum ";

static const char light_verbs[] =
    " be take begin start happen occur go continue resume come end run open close feature follow "
    "conclude last kick ";

static const char doubts[] =
    " hope hopes hoped want wants wanted believe believes believed think thinks thought claim "
    "claims claimed deny denies denied doubt doubts fear fears feared predict predicts predicted "
    "suggest suggests suggested propose proposed proposes urge urges urged demand demands demanded "
    "threaten threatens threatened call calls called could might may suspect ask asked asks wish "
    "consider considering wonder speculate speculated rumored rumoured imagine dream if unless "
    "whether would should refuse refuses refused decline declined reject rejected fail failed ";

static const char *lower_of(const finding *f, int i) {
    return i >= 0 && i < f->s->count ? f->s->tokens[i].lower : "";
}

static bool base_of_verb(const finding *f, int i, char base[WORD_FORM_MAX]) {
    const token *t = &f->s->tokens[i];
    const word_set *verbs = &f->st->model->verbs;
    bool past;
    switch (t->tag) {
    case TAG_VBG:
        return word_base_of_participle(verbs, t->lower, base);
    case TAG_VBN:
    case TAG_VBD:
        return word_base_of_past(verbs, t->lower, base, &past);
    case TAG_VBZ:
        if (word_base_of_third(verbs, t->lower, base))
            return true;
        snprintf(base, WORD_FORM_MAX, "%.*s", t->bytes - 1, t->lower);
        return true;
    default:
        snprintf(base, WORD_FORM_MAX, "%s", t->lower);
        return true;
    }
}

static bool is_event_verb(const finding *f, int i) {
    char base[WORD_FORM_MAX];
    if (base_of_verb(f, i, base) && word_in(base, event_verbs))
        return true;
    for (int k = 0; k < f->s->count; k++) {
        const token *t = &f->s->tokens[k];
        bool argument = t->head == i && (t->label == LABEL_NSUBJ || t->label == LABEL_OBJ);
        if (!argument || !word_in(t->lower, event_nouns))
            continue;
        if (t->label == LABEL_OBJ || word_in(base, light_verbs))
            return true;
    }
    return word_in(lower_of(f, i), event_nouns);
}

static bool has_helper(const finding *f, int verb, const char *words) {
    for (int i = 0; i < f->s->count; i++) {
        const token *t = &f->s->tokens[i];
        bool helps = t->label == LABEL_AUX || t->label == LABEL_AUXPASS || t->label == LABEL_COP ||
                     t->label == LABEL_MARK;
        if (t->head == verb && helps && word_in(t->lower, words))
            return true;
    }
    return false;
}

static bool is_scheduling(const char *lower) {
    return word_in(lower, " due set scheduled slated expected planned poised expecting ready ");
}

static const char now[] = " is are 's 're am be ";

static bool looks_ahead(const finding *f, int verb) {
    if (has_helper(f, verb, " would ") && f->date.kind != DATE_SEASON)
        return true;
    return has_helper(f, verb, " will 'll shall must ");
}

/* "set to begin": the governor is set now, not was. */
static bool is_set_now(const finding *f, int above) {
    const char *governor = lower_of(f, above);
    if (!is_scheduling(governor))
        return false;
    if (has_helper(f, above, now) || f->s->tokens[above].label == LABEL_ACL)
        return true;
    return !has_helper(f, above, " was were had ") && !word_in(governor, " expected planned ");
}

/* "is to begin", "set to begin", "plans to begin", by what stands above. */
static outlook outlook_of_governor(finding *f, int above) {
    const char *governor = lower_of(f, above);
    outlook found = OUTLOOK_NONE;
    if (word_in(governor, " is are was were 's "))
        found = OUTLOOK_WILL;
    else if (is_set_now(f, above))
        found = OUTLOOK_SET;
    else if (word_in(governor, " plans intends plan intend planning aims agreed "))
        found = OUTLOOK_PLANS;
    if (found != OUTLOOK_NONE)
        f->governor = above;
    return found;
}

static outlook outlook_of_infinitive(finding *f, int verb) {
    const token *t = &f->s->tokens[verb];
    bool infinitive = has_helper(f, verb, " to ") || word_in(lower_of(f, verb - 1), " to ");
    bool bare = t->tag == TAG_VB || (has_helper(f, verb, " be ") && t->tag == TAG_VBN);
    if (!infinitive || !bare)
        return OUTLOOK_NONE;
    outlook found = OUTLOOK_NONE;
    if (t->head >= 0 &&
        (t->label == LABEL_XCOMP || t->label == LABEL_ADVCL || t->label == LABEL_CCOMP))
        found = outlook_of_governor(f, t->head);
    if (found != OUTLOOK_NONE)
        return found;
    bool of_noun = t->head >= 0 && t->label == LABEL_ACL;
    if (of_noun && tag_is_noun(f->s->tokens[t->head].tag) && has_helper(f, verb, " be "))
        return OUTLOOK_CLAUSE;
    return has_helper(f, verb, " is are was were 's ") ? OUTLOOK_WILL : OUTLOOK_NONE;
}

/* "is scheduled for Tuesday", "a vote scheduled for Tuesday". */
static outlook outlook_of_schedule(const finding *f, int verb) {
    const token *t = &f->s->tokens[verb];
    if (!is_scheduling(t->lower) || t->tag == TAG_VB)
        return OUTLOOK_NONE;
    if (has_helper(f, verb, now))
        return OUTLOOK_SET_FOR;
    bool of_noun = t->label == LABEL_ACL && t->head >= 0;
    return of_noun && tag_is_noun(f->s->tokens[t->head].tag) ? OUTLOOK_CLAUSE : OUTLOOK_NONE;
}

static bool is_delayed(const finding *f, int verb) {
    const sentence *whole = &f->st->sentences[f->number];
    const char *before = f->date.first > 0 ? whole->tokens[f->date.first - 1].lower : "";
    return word_in(lower_of(f, verb),
                   " delayed postponed rescheduled adjourned delays postpones moved ") &&
           word_in(before, " until to till least ");
}

/* "begins on Tuesday", "is meeting on Tuesday". */
static bool is_present_of_event(const finding *f, int verb) {
    char base[WORD_FORM_MAX] = "";
    int tag = f->s->tokens[verb].tag;
    base_of_verb(f, verb, base);
    if (tag == TAG_VBG)
        return has_helper(f, verb, " is are 's 're ") &&
               word_in(base, " meet hold host head travel visit go return play arrive come start "
                             "begin open fly launch air plan gather ");
    if (tag != TAG_VBZ && tag != TAG_VBP)
        return false;
    if (word_in(base, " begin open start take kick return resume meet host play expire run arrive "
                      "close vote hold premiere air launch visit debut travel head fly appear "))
        return true;
    if (word_in(base, " go face end last ") && !f->date.vague)
        return true;
    return word_in(base, " come go ") && has_child_word(f->s, verb, " effect force trial ");
}

/* The outlook of a bare verb or of its governor. */
static outlook outlook_of(finding *f, int verb) {
    f->verb = f->governor = verb;
    if (looks_ahead(f, verb))
        return has_helper(f, verb, " have ") ? OUTLOOK_NONE : OUTLOOK_WILL;
    outlook found = outlook_of_infinitive(f, verb);
    if (found == OUTLOOK_NONE)
        found = outlook_of_schedule(f, verb);
    if (found != OUTLOOK_NONE)
        return found;
    if (is_delayed(f, verb))
        return OUTLOOK_DELAYED;
    return is_present_of_event(f, verb) ? OUTLOOK_PRESENT : OUTLOOK_NONE;
}

/* --- from the date to its verb --- */

static bool is_clause_head(const sentence *s, int i) {
    int tag = s->tokens[i].tag;
    if (tag_is_verb(tag))
        return s->tokens[i].label != LABEL_AMOD && s->tokens[i].label != LABEL_COMPOUND;
    return child_with(s, i, LABEL_COP) >= 0 || child_with(s, i, LABEL_NSUBJ) >= 0;
}

static bool has_own_subject(const sentence *s, int verb) {
    return child_with(s, verb, LABEL_NSUBJ) >= 0 || child_with(s, verb, LABEL_EXPL) >= 0;
}

/* Parsers hang "elections to be held" and "vote scheduled" anywhere: on the noun before it goes. */
static void join_clause(finding *f, int verb) {
    token *t = &f->tokens[verb];
    int first = verb;
    while (first > 0 && word_in(lower_of(f, first - 1), " to be now currently "))
        first--;
    if (first == 0 || !tag_is_noun(f->tokens[first - 1].tag))
        return;
    bool passive = t->tag == TAG_VBN && word_in(lower_of(f, verb - 1), " be ");
    if (is_scheduling(t->lower) && t->tag == TAG_VBN && t->label != LABEL_ACL)
        passive = first == verb;
    if (!passive || t->label == LABEL_ROOT || t->label == LABEL_XCOMP)
        return;
    t->head = (int16_t)(first - 1);
    t->label = LABEL_ACL;
}

/* A date behind its clause belongs to the clause of the word before it, one in front to the main
 * clause that follows. */
static bool find_verb(finding *f, int place) {
    const sentence *s = f->s;
    int at = place - 1;
    while (at >= 0 && s->tokens[at].label == LABEL_PUNCT)
        at--;
    if (at < 0)
        at = root_of(s);
    for (int steps = 0; at >= 0 && steps < 8; steps++) {
        if (!is_clause_head(s, at)) {
            at = s->tokens[at].head;
            continue;
        }
        join_clause(f, at);
        if (f->tokens[at].head >= 0)
            join_clause(f, f->tokens[at].head);
        f->outlook = outlook_of(f, at);
        if (f->lower_verb < 0)
            f->lower_verb = at;
        if (f->outlook != OUTLOOK_NONE)
            return true;
        int label = s->tokens[at].label;
        bool climbs = label == LABEL_XCOMP || label == LABEL_ACL || label == LABEL_ADVCL ||
                      label == LABEL_CONJ;
        if (!climbs || has_own_subject(s, at))
            return false;
        at = s->tokens[at].head;
    }
    return false;
}

/* "The first debate is on Sept. 26": the date is what is said of the noun. */
static bool find_dated_noun(finding *f) {
    const date_phrase *d = &f->date;
    const sentence *whole = &f->st->sentences[f->number];
    int head = d->first;
    while (head < d->last && whole->tokens[head].head >= d->first &&
           whole->tokens[head].head <= d->last)
        head++;
    int subject = child_with(whole, head, LABEL_NSUBJ);
    f->s = whole;
    if (subject < 0 || !has_helper(f, head, " is are "))
        return false;
    if (!word_in(lower_of(f, subject), event_nouns))
        return false;
    f->verb = f->governor = head;
    f->outlook = OUTLOOK_DATED;
    return true;
}

/* --- vetoes --- */

static bool has_doubt(const finding *f) {
    const sentence *s = f->s;
    int at = f->governor;
    for (int i = 0; i < s->count; i++) {
        if (word_in(s->tokens[i].lower, " if unless provided "))
            return true;
        if (word_in(s->tokens[i].lower, " whether ") && is_below(s, f->verb, s->tokens[i].head))
            return s->tokens[i].label == LABEL_MARK;
    }
    for (int steps = 0; at >= 0 && steps < s->count; steps++) {
        if (at != f->verb && at != f->governor && word_in(lower_of(f, at), doubts))
            return true;
        for (int i = 0; i < s->count; i++)
            if (s->tokens[i].head == at && s->tokens[i].label == LABEL_AUX &&
                word_in(s->tokens[i].lower, at == f->verb ? " could might may should "
                                                          : " could might may would should "))
                return true;
        at = s->tokens[at].head;
    }
    return has_child_word(s, f->verb, " not n't never hardly ") ||
           has_child_word(s, f->governor, " not n't never hardly ");
}

static bool is_called_off(const finding *f) {
    for (int i = 0; i < f->s->count; i++)
        if (word_in(lower_of(f, i), " cancelled canceled cancels postponed postponing postpone "
                                    "postpones originally scrapped "
                                    "incorrectly previously suspended "))
            return f->outlook != OUTLOOK_DELAYED;
    return false;
}

static int subject_of(const finding *f) {
    int subject = child_with(f->s, f->governor, LABEL_NSUBJ);
    if (subject < 0)
        subject = child_with(f->s, f->verb, LABEL_NSUBJ);
    return subject;
}

/* The date tells when it was said: "said on Monday that ...". */
static bool dates_saying(const finding *f) {
    int at = f->place - 1;
    while (at >= 0 && word_in(lower_of(f, at), " on late early in this later "))
        at--;
    if (at < 0)
        return false;
    bool past = f->s->tokens[at].tag == TAG_VBD && is_saying(lower_of(f, at));
    if (past)
        return true;
    /* "told reporters Monday" */
    for (int back = 1; back <= 3 && at - back >= 0; back++) {
        if (word_in(lower_of(f, at - back), " told ") && tag_is_noun(f->s->tokens[at].tag))
            return true;
        if (!tag_is_noun(f->s->tokens[at - back].tag) && f->s->tokens[at - back].tag != TAG_DT &&
            f->s->tokens[at - back].tag != TAG_JJ)
            break;
    }
    return false;
}

/* What lasts until a day does not happen on it: "stays closed until Wednesday". */
static bool lasts_until(const finding *f) {
    const sentence *whole = &f->st->sentences[f->number];
    const char *before = f->date.first > 0 ? whole->tokens[f->date.first - 1].lower : "";
    return f->outlook != OUTLOOK_DELAYED && word_in(before, " until till ") &&
           word_in(lower_of(f, f->verb), " stay remain keep last continue be closed run ");
}

static bool is_vetoed(const finding *f) {
    if (lasts_until(f))
        return true;
    if (f->date.past || has_doubt(f) || is_called_off(f) || dates_saying(f))
        return true;
    if (f->outlook != OUTLOOK_DATED && f->outlook != OUTLOOK_SET_FOR &&
        f->outlook != OUTLOOK_CLAUSE && f->outlook != OUTLOOK_DELAYED &&
        !is_event_verb(f, f->verb) && !(f->lower_verb >= 0 && is_event_verb(f, f->lower_verb)))
        return true;
    int subject = subject_of(f);
    if (subject >= 0 && word_in(lower_of(f, subject), " i we you who what which that this "))
        if (f->s->tokens[f->governor].label != LABEL_RELCL)
            return true;
    if (f->s->tokens[f->s->count - 1].word[0] == '?')
        return true;
    if (f->date.kind == DATE_YEAR || f->date.kind == DATE_SEASON) {
        char base[WORD_FORM_MAX];
        base_of_verb(f, f->verb, base);
        return !word_in(base, " open launch begin start hold host release close expire choose vote "
                              "premiere publish inaugurate elect stage ") ||
               f->outlook == OUTLOOK_PRESENT;
    }
    return false;
}

/* --- the line --- */

static void hide_words(draft *d, int head, const char *words) {
    for (int i = 0; i < d->s->count; i++)
        if (d->s->tokens[i].head == head && word_in(d->s->tokens[i].lower, words))
            d->hide[i] = 1;
}

/* Whether the verb's subject is one (0), several (1), or it cannot be told (-1). */
static int number_of_subject(const finding *f, int subject) {
    const sentence *s = f->s;
    if (subject < 0)
        return -1;
    if (child_with(s, subject, LABEL_CONJ) >= 0)
        return 1;
    switch (s->tokens[subject].tag) {
    case TAG_NNS:
    case TAG_NNPS:
        if (!word_in(s->tokens[subject].lower, " nations states "))
            return s->tokens[subject].entity == ENTITY_PERSON ? 0 : -1;
        return word_in(s->tokens[subject].lower, " nations states ") &&
                       tag_is_name(s->tokens[subject].tag)
                   ? 0
                   : 1;
    case TAG_NN:
        return word_in(s->tokens[subject].lower, " majority number police ") ? -1 : 0;
    case TAG_NNP:
        return word_in(s->tokens[subject].lower, " talks nations states ") ? 0 : 0;
    case TAG_PRP:
        return word_in(s->tokens[subject].lower, " they ") ? 1 : 0;
    default:
        return -1;
    }
}

/* "will meet", "is to meet", "was to meet": meets; "is set to begin": to begin. */
static void word_verb(const finding *f, draft *d, int subject, char form[WORD_FORM_MAX]) {
    const sentence *s = f->s;
    if (f->outlook != OUTLOOK_WILL && f->outlook != OUTLOOK_SET)
        return;
    if (f->outlook == OUTLOOK_SET)
        hide_words(d, f->governor, " is are 's was were be ");
    if (f->outlook == OUTLOOK_SET && !word_in(lower_of(f, f->governor), " expected "))
        d->hide[f->governor] = 1;
    if (f->outlook == OUTLOOK_SET)
        return;
    if (has_helper(f, f->verb, " would "))
        hide_words(d, f->verb, " would ");
    if (has_helper(f, f->verb, " must ") || has_helper(f, f->governor, " must "))
        return;
    hide_words(d, f->verb, " will 'll shall is are was were 's to ");
    if (f->governor != f->verb)
        d->hide[f->governor] = 1;
    int helper = -1;
    for (int i = 0; i < f->verb; i++)
        if (s->tokens[i].head == f->verb && word_in(s->tokens[i].lower, " be "))
            helper = i;
    int number = number_of_subject(f, subject);
    int first = helper >= 0 ? helper : f->verb;
    for (int i = first - 1; i > 0 && i >= first - 2; i--) /* "to" may hang elsewhere */
        if (word_in(s->tokens[i].lower, " to will "))
            d->hide[i] = 1;
    bool sure = number >= 0 && helper < 0 && s->tokens[f->verb].tag == TAG_VB;
    if (sure && number == 0)
        word_third_person(s->tokens[f->verb].lower, form);
    else if (!sure)
        snprintf(form, WORD_FORM_MAX, "to %s", s->tokens[first].lower);
    else
        return;
    d->instead[first] = form;
}

static bool root_clause(const finding *f, draft *d, int *subject) {
    const sentence *s = f->s;
    d->root = f->governor;
    *subject = subject_of(f);
    if (f->outlook == OUTLOOK_CLAUSE) { /* the noun is what happens */
        d->root = s->tokens[f->verb].head;
        d->keep[f->verb] = 1;
        *subject = d->root;
        return true;
    }
    if (f->outlook == OUTLOOK_DATED) {
        d->root = *subject;
        return true;
    }
    int label = s->tokens[f->governor].label;
    if (*subject < 0 && label == LABEL_ACL && s->tokens[f->governor].head >= 0) {
        d->root = s->tokens[f->governor].head; /* "a meeting set to take place" */
        d->keep[f->governor] = 1;
        *subject = d->root;
        return true;
    }
    if (*subject < 0 && label == LABEL_CONJ) { /* shares the subject of the verb before */
        int first = s->tokens[f->governor].head;
        *subject = child_with(s, first, LABEL_NSUBJ);
        return false;
    }
    return *subject >= 0;
}

/* Its noun was lost: "For final to go on sale". */
static bool begins_with_preposition(const char *line) {
    char first[16];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(line, " "), line);
    return word_in(first, " For At On From With By About Between Among ");
}

/* A pronoun by the name it stands for. False: nobody can be told. */
static bool tell_subject(const finding *f, draft *d, int subject) {
    if (subject < 0)
        return true;
    if (f->s->tokens[subject].tag != TAG_PRP)
        return !word_in(lower_of(f, subject), " who which that ");
    d->instead[subject] = antecedent(f->st, f->number, f->s, subject);
    return d->instead[subject] != NULL;
}

static void hide_announcer(const finding *f, draft *d) {
    for (int k = 0; k < f->s->count; k++)
        for (int i = 0; i < f->s->count && f->s->tokens[k].label == LABEL_PARATAXIS; i++)
            if (k != f->verb && is_below(f->s, i, k))
                d->hide[i] = 1;
}

/* What joins the clause to others, who announced it, "with" of "meets with Putin". */
static void hide_frame(const finding *f, draft *d) {
    static const char joining[] = " that where when while as also then however meanwhile and but ";
    int next = f->verb + 1;
    hide_words(d, f->verb, joining);
    hide_words(d, f->governor, joining);
    hide_announcer(f, d);
    if (next < f->s->count && word_in(lower_of(f, f->verb), " meet "))
        if (word_in(lower_of(f, next), " with "))
            d->hide[next] = 1;
}

static void keep_verbs(const finding *f, draft *d) {
    d->keep[d->root] = d->keep[f->verb] = 1;
    if (f->outlook == OUTLOOK_DATED)
        d->keep[f->verb] = 0;
    if (f->outlook == OUTLOOK_WILL || f->outlook == OUTLOOK_SET || f->outlook == OUTLOOK_PLANS)
        d->keep[f->lower_verb >= 0 ? f->lower_verb : f->verb] = 1;
}

static bool fit(const finding *f, draft *d, char line[LINE_ROOM]) {
    trim_plan plan = {.verb = f->verb,
                      .other = f->governor,
                      .names_short = true,
                      .style = STYLE_HEADLINE,
                      .bytes = f->st->bytes};
    if (trim_shrink(d, &plan, line) > f->st->bytes)
        return false;
    trim_extend(d, &plan, line);
    return line_reads_whole(line) && !begins_with_preposition(line);
}

static bool make_line(const finding *f, char line[LINE_ROOM]) {
    draft d;
    int subject;
    char form[WORD_FORM_MAX];
    draft_begin(&d, f->st->model, f->s);
    if (!root_clause(f, &d, &subject))
        return false;
    keep_verbs(f, &d);
    if (tag_is_noun(f->s->tokens[d.root].tag))
        hide_words(&d, d.root, " with in of for at ");
    if (!tell_subject(f, &d, subject))
        return false;
    veto_close(f->s, d.root, d.keep);
    word_verb(f, &d, subject, form);
    hide_frame(f, &d);
    draft_shorten_names(&d);
    return fit(f, &d, line);
}

static bool seen_before(const event_list *events, const finding *f, const char *line) {
    for (size_t i = 0; i < events->count; i++) {
        const event *e = &events->items[i];
        if (strcmp(e->line, line) == 0)
            return true;
        if (e->sentence == f->number && e->verb == f->verb)
            return true;
    }
    return false;
}

static void find_in_sentence(const story *st, size_t number, event_list *events) {
    date_phrase dates[DATE_PHRASES_MAX];
    const sentence *s = &st->sentences[number];
    int count = date_find(s, dates);
    for (int i = 0; i < count && events->count < EVENTS_MAX; i++) {
        dateless without;
        if (dates[i].past)
            continue;
        parse_dateless(st, s, &dates[i], &without);
        finding f = {.st = st, .s = &without.s, .number = number, .date = dates[i]};
        f.place = without.place;
        f.tokens = without.tokens;
        f.lower_verb = -1;
        event *e = &events->items[events->count];
        if (!find_verb(&f, without.place) && !find_dated_noun(&f))
            continue;
        if (is_vetoed(&f) || !make_line(&f, e->line) || seen_before(events, &f, e->line))
            continue;
        e->sentence = number;
        e->verb = f.verb;
        e->date = f.date;
        events->count++;
    }
}

/* --- "Rome on Wednesday, where he will meet ... He will also see ..." --- */

static const char meeting_verbs[] = " meet encounter see visit talk ";

/* A verb with will behind `from` that meets somebody; -1: none. */
static int meeting_behind(const sentence *s, int from) {
    for (int i = from; i < s->count; i++)
        if (s->tokens[i].tag == TAG_VB && word_in(s->tokens[i].lower, meeting_verbs) &&
            has_child_word(s, i, " will 'll "))
            return i;
    return -1;
}

static void put_name(const story *st, const sentence *s, int noun, char *list, size_t room) {
    draft d;
    char name[LINE_ROOM];
    draft_begin(&d, st->model, s);
    d.root = noun;
    d.keep[noun] = 1;
    veto_close(s, noun, d.keep);
    for (int i = 0; i < s->count; i++) {
        bool linking = s->tokens[i].label == LABEL_CASE || s->tokens[i].label == LABEL_CC;
        if (linking && s->tokens[i].head == noun)
            d.hide[i] = 1;
        if (word_in(s->tokens[i].lower, " senior top high-ranking "))
            d.hide[i] = 1;
        if (s->tokens[i].label == LABEL_CONJ)
            for (int k = 0; k < s->count; k++)
                if (is_below(s, k, i) && !is_below(s, noun, i))
                    d.hide[k] = 1;
    }
    draft_shorten_names(&d);
    size_t bytes = draft_render(&d, STYLE_HEADLINE, name);
    size_t used = strlen(list);
    if (bytes >= 3 && used + bytes + 3 < room)
        snprintf(list + used, room - used, "%s%s", used ? ", " : "", name);
}

/* Who is met, as a list: "Italian officials, Judeh". */
static void put_names(const story *st, const sentence *s, int verb, char *list, size_t room) {
    for (int i = verb + 1; i < s->count; i++) {
        const token *t = &s->tokens[i];
        bool met = t->head == verb && (t->label == LABEL_OBJ ||
                                       (t->label == LABEL_OBL && has_child_word(s, i, " with ")));
        bool joined = t->label == LABEL_CONJ && t->head > verb && s->tokens[t->head].head == verb;
        if ((met || joined) && tag_is_noun(t->tag))
            put_name(st, s, i, list, room);
    }
}

/* The place that a traveller goes to. */
static int place_of(const sentence *s, int verb) {
    for (int i = verb + 1; i < s->count; i++)
        if (s->tokens[i].head == verb && s->tokens[i].entity == ENTITY_PLACE &&
            has_child_word(s, i, " to in at into "))
            return i;
    return -1;
}

static void carry_date(const story *st, event *e) {
    const sentence *s = &st->sentences[e->sentence];
    char names[256] = "", where[LINE_ROOM] = "", line[2 * LINE_ROOM + 300];
    dateless without;
    parse_dateless(st, s, &e->date, &without);
    if (!word_in(without.tokens[e->verb].lower, " continue travel go head heading fly arrive come "
                                                "traveling travelling going move return "))
        return;
    int place = place_of(&without.s, e->verb);
    int subject = child_with(&without.s, e->verb, LABEL_NSUBJ);
    int name = subject >= 0 ? person_name(&without.s, subject) : -1;
    int here = meeting_behind(&without.s, e->verb + 1);
    if (place < 0 || name < 0)
        return;
    put_name(st, &without.s, place, where, sizeof where);
    if (here >= 0 && has_child_word(&without.s, here, " where there "))
        put_names(st, &without.s, here, names, sizeof names);
    const sentence *next = e->sentence + 1 < st->count ? &st->sentences[e->sentence + 1] : NULL;
    if (next && next->count > 3 && word_in(next->tokens[0].lower, " he she they ") &&
        word_in(next->tokens[1].lower, " will ")) {
        int also = meeting_behind(next, 1);
        if (also >= 0 && also < 5)
            put_names(st, next, also, names, sizeof names);
    }
    int bytes =
        snprintf(line, sizeof line, "%s in %s: %s", without.tokens[name].word, where, names);
    if (*names && bytes > 0 && bytes < LINE_ROOM && (size_t)bytes <= st->bytes)
        memcpy(e->line, line, (size_t)bytes + 1);
}

static void sort_events(const story *st, event_list *events) {
    for (size_t i = 1; i < events->count; i++)
        for (size_t k = i; k > 0; k--) {
            event *a = &events->items[k - 1], *b = &events->items[k];
            if (date_order(&a->date, st->weekday) <= date_order(&b->date, st->weekday))
                break;
            event swap = *a;
            *a = *b;
            *b = swap;
        }
}

static bool is_finite(int tag) {
    return tag == TAG_VBD || tag == TAG_VBZ || tag == TAG_VBP || tag == TAG_MD;
}

/* Whether something happened on that weekday: its head, or else the last finite verb before it, is
 * in the past. */
static bool is_of_past(const sentence *s, const date_phrase *date, bool by_head) {
    int at = by_head ? s->tokens[date->first].head : date->first - 1;
    while (!by_head && at >= 0 && !is_finite(s->tokens[at].tag))
        at--;
    return at >= 0 && s->tokens[at].tag == TAG_VBD;
}

static int weekday_told(const sentence *sentences, size_t count, bool by_head) {
    date_phrase dates[DATE_PHRASES_MAX];
    for (size_t i = 0; i < count && i < 8; i++) {
        int found = date_find(&sentences[i], dates);
        for (int k = 0; k < found; k++)
            if (dates[k].kind == DATE_WEEKDAY && !dates[k].past &&
                is_of_past(&sentences[i], &dates[k], by_head))
                return dates[k].weekday;
    }
    return -1;
}

int story_weekday(const sentence *sentences, size_t count) {
    int weekday = weekday_told(sentences, count, true);
    return weekday >= 0 ? weekday : weekday_told(sentences, count, false);
}

int events_find(const story *st, event_list *events) {
    *events = (event_list){.items = calloc(EVENTS_MAX, sizeof *events->items)};
    if (!events->items)
        return -1;
    for (size_t i = 0; i < st->count; i++)
        find_in_sentence(st, i, events);
    for (size_t i = 0; i < events->count; i++)
        carry_date(st, &events->items[i]);
    sort_events(st, events);
    return 0;
}

void events_free(event_list *events) {
    free(events->items);
    *events = (event_list){0};
}
