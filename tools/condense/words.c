/* SPDX-License-Identifier: MIT */
#include "words.h"

#include <stdio.h>
#include <string.h>

bool word_in(const char *word, const char *list) {
    size_t bytes = strlen(word);
    if (!bytes)
        return false;
    for (const char *at = list; (at = strstr(at, word)) != NULL; at++)
        if (at > list && at[-1] == ' ' && at[bytes] == ' ')
            return true;
    return false;
}

static bool piece_in(const char *word, size_t bytes, const char *list) {
    char copy[32];
    if (bytes >= sizeof copy)
        return false;
    memcpy(copy, word, bytes);
    copy[bytes] = 0;
    return word_in(copy, list);
}

bool word_is_title(const char *word, size_t bytes) {
    return piece_in(word, bytes,
                    " Mr. Mrs. Ms. Dr. Gen. Sen. Rep. Gov. Prof. Lt. Col. Maj. Sgt. Capt. Cmdr. "
                    "Adm. Rev. Hon. Pres. Sens. Reps. Msgr. Fr. St. Mt. No. Nos. vs. v. Sheik. "
                    "Amb. Det. Supt. Insp. Cpl. Pvt. Brig. Atty. Messrs. ");
}

bool word_is_abbreviation(const char *word, size_t bytes) {
    if (word_is_title(word, bytes))
        return true;
    return piece_in(word, bytes,
                    " Jan. Feb. Mar. Apr. Aug. Sept. Sep. Oct. Nov. Dec. Jr. Sr. Inc. Ltd. Corp. "
                    "Co. Cos. Bros. Ave. Blvd. Rd. Mass. Calif. Conn. Fla. Ill. Mich. Minn. Okla. "
                    "Penn. Tenn. Tex. Va. Wash. Wis. Ariz. Ark. Colo. Ala. Ga. Ky. La. Md. Mo. "
                    "Miss. Mont. Neb. Nev. Ore. Dept. Univ. Assn. al. etc. approx. est. fig. Mon. "
                    "Tue. Tues. Wed. Thu. Thurs. Fri. cf. ca. ed. min. max. Ph.D. ");
}

bool word_begins_sentence(const char *word, size_t bytes) {
    return piece_in(word, bytes,
                    " The A An In On At He She It They We I You His Her Its Their But And Or If "
                    "When While As After Before This That These Those There For From With Some "
                    "Many Most More All One Two However Meanwhile Although Since Because Earlier "
                    "Last No Not What Who How Why Where To By Under Both Another Such ");
}

static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};
static const char *const weekdays_short[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};
static const char *const months_short[] = {"Jan",  "Feb", "March", "April", "May", "June",
                                           "July", "Aug", "Sept",  "Oct",   "Nov", "Dec"};

int word_weekday(const char *lower) {
    for (int i = 0; i < 7; i++) {
        const char *full = weekdays[i];
        if (strcmp(lower, full) == 0)
            return i;
        size_t bytes = strlen(lower);
        if (bytes > 3 && lower[bytes - 1] == '.' && strncmp(lower, full, bytes - 1) == 0)
            return i;
    }
    return -1;
}

int word_month(const char *lower) {
    for (int i = 0; i < 12; i++) {
        const char *full = months[i];
        if (strcmp(lower, full) == 0)
            return i + 1;
        size_t bytes = strlen(lower);
        if (bytes >= 4 && bytes <= 5 && lower[bytes - 1] == '.' &&
            strncmp(lower, full, bytes - 1) == 0)
            return i + 1;
        if (bytes == 3 && i != 4 && strncmp(lower, full, 3) == 0 && i != 2)
            return i + 1;
        if (i == 8 && strcmp(lower, "sept") == 0)
            return i + 1;
    }
    return 0;
}

const char *weekday_short(int weekday) {
    return weekdays_short[weekday];
}

const char *month_short(int month) {
    return months_short[month - 1];
}

int word_number(const char *lower) {
    static const char *const numbers[] = {"two",   "three", "four", "five",   "six",   "seven",
                                          "eight", "nine",  "ten",  "eleven", "twelve"};
    for (int i = 0; i < 11; i++)
        if (strcmp(lower, numbers[i]) == 0)
            return i + 2;
    return 0;
}

bool word_set_has(const word_set *set, const char *lower) {
    size_t low = 0, high = set->bytes;
    size_t bytes = strlen(lower);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        while (middle > low && set->lines[middle - 1] != '\n')
            middle--;
        const char *end = memchr(set->lines + middle, '\n', set->bytes - middle);
        size_t length = end ? (size_t)(end - set->lines) - middle : set->bytes - middle;
        int order = memcmp(set->lines + middle, lower, length < bytes ? length : bytes);
        if (order == 0 && length == bytes)
            return true;
        if (order < 0 || (order == 0 && length < bytes))
            low = middle + length + 1;
        else
            high = middle;
    }
    return false;
}

/* Past, participle, base; "-" where the past and the participle are one. */
static const char *const irregular[][3] = {
    {"was", "been", "be"},
    {"were", "been", "be"},
    {"had", "-", "have"},
    {"did", "done", "do"},
    {"went", "gone", "go"},
    {"said", "-", "say"},
    {"made", "-", "make"},
    {"took", "taken", "take"},
    {"came", "come", "come"},
    {"saw", "seen", "see"},
    {"got", "gotten", "get"},
    {"gave", "given", "give"},
    {"found", "-", "find"},
    {"told", "-", "tell"},
    {"became", "become", "become"},
    {"left", "-", "leave"},
    {"began", "begun", "begin"},
    {"held", "-", "hold"},
    {"met", "-", "meet"},
    {"led", "-", "lead"},
    {"set", "-", "set"},
    {"cut", "-", "cut"},
    {"put", "-", "put"},
    {"hit", "-", "hit"},
    {"shut", "-", "shut"},
    {"let", "-", "let"},
    {"quit", "-", "quit"},
    {"hurt", "-", "hurt"},
    {"cost", "-", "cost"},
    {"split", "-", "split"},
    {"spread", "-", "spread"},
    {"burst", "-", "burst"},
    {"shed", "-", "shed"},
    {"beat", "beaten", "beat"},
    {"bid", "-", "bid"},
    {"cast", "-", "cast"},
    {"broadcast", "-", "broadcast"},
    {"sold", "-", "sell"},
    {"bought", "-", "buy"},
    {"paid", "-", "pay"},
    {"laid", "-", "lay"},
    {"sent", "-", "send"},
    {"spent", "-", "spend"},
    {"lent", "-", "lend"},
    {"bent", "-", "bend"},
    {"kept", "-", "keep"},
    {"slept", "-", "sleep"},
    {"swept", "-", "sweep"},
    {"wept", "-", "weep"},
    {"felt", "-", "feel"},
    {"dealt", "-", "deal"},
    {"meant", "-", "mean"},
    {"lost", "-", "lose"},
    {"won", "-", "win"},
    {"struck", "stricken", "strike"},
    {"stuck", "-", "stick"},
    {"threw", "thrown", "throw"},
    {"drew", "drawn", "draw"},
    {"withdrew", "withdrawn", "withdraw"},
    {"grew", "grown", "grow"},
    {"knew", "known", "know"},
    {"blew", "blown", "blow"},
    {"flew", "flown", "fly"},
    {"broke", "broken", "break"},
    {"spoke", "spoken", "speak"},
    {"chose", "chosen", "choose"},
    {"wrote", "written", "write"},
    {"rode", "ridden", "ride"},
    {"drove", "driven", "drive"},
    {"rose", "risen", "rise"},
    {"arose", "arisen", "arise"},
    {"fell", "fallen", "fall"},
    {"ran", "run", "run"},
    {"shot", "-", "shoot"},
    {"fought", "-", "fight"},
    {"brought", "-", "bring"},
    {"thought", "-", "think"},
    {"caught", "-", "catch"},
    {"taught", "-", "teach"},
    {"sought", "-", "seek"},
    {"built", "-", "build"},
    {"burnt", "-", "burn"},
    {"slid", "-", "slide"},
    {"hid", "hidden", "hide"},
    {"stood", "-", "stand"},
    {"understood", "-", "understand"},
    {"overcame", "overcome", "overcome"},
    {"overtook", "overtaken", "overtake"},
    {"undertook", "undertaken", "undertake"},
    {"sank", "sunk", "sink"},
    {"sang", "sung", "sing"},
    {"rang", "rung", "ring"},
    {"swam", "swum", "swim"},
    {"drank", "drunk", "drink"},
    {"wore", "worn", "wear"},
    {"swore", "sworn", "swear"},
    {"tore", "torn", "tear"},
    {"bore", "borne", "bear"},
    {"woke", "woken", "wake"},
    {"stole", "stolen", "steal"},
    {"froze", "frozen", "freeze"},
    {"forgot", "forgotten", "forget"},
    {"forgave", "forgiven", "forgive"},
    {"fled", "-", "flee"},
    {"fed", "-", "feed"},
    {"bled", "-", "bleed"},
    {"sped", "-", "speed"},
    {"read", "-", "read"},
    {"heard", "-", "hear"},
    {"dug", "-", "dig"},
    {"hung", "-", "hang"},
    {"swung", "-", "swing"},
    {"clung", "-", "cling"},
    {"spun", "-", "spin"},
    {"shook", "shaken", "shake"},
    {"ate", "eaten", "eat"},
    {"sat", "-", "sit"},
    {"lit", "-", "light"},
    {"shone", "-", "shine"},
    {"upheld", "-", "uphold"},
    {"withheld", "-", "withhold"},
    {"withstood", "-", "withstand"},
    {"rebuilt", "-", "rebuild"},
    {"foresaw", "foreseen", "foresee"},
    {"oversaw", "overseen", "oversee"},
    {"proved", "proven", "prove"},
    {"showed", "shown", "show"},
    {"bound", "-", "bind"},
    {"grew", "grown", "grow"},
    {"bit", "bitten", "bite"},
    {"lay", "lain", "lie"},
};

static bool known(const word_set *verbs, const char *stem, size_t bytes, const char *ending,
                  char base[WORD_FORM_MAX]) {
    if (bytes == 0 || bytes + strlen(ending) >= WORD_FORM_MAX)
        return false;
    memcpy(base, stem, bytes);
    snprintf(base + bytes, WORD_FORM_MAX - bytes, "%s", ending);
    return word_set_has(verbs, base);
}

static bool is_vowel(char c) {
    return c && strchr("aeiou", c);
}

/* The stem is of one syllable that would double its last letter before "-ed". */
static bool single_vowel_before_consonant(const char *stem, size_t bytes) {
    size_t vowels = 0;
    for (size_t i = 0; i < bytes; i++)
        vowels += is_vowel(stem[i]);
    if (vowels != 1 || strchr("wxy", stem[bytes - 1]))
        return false;
    return !is_vowel(stem[bytes - 1]) && is_vowel(stem[bytes - 2]);
}

/* A stem before "-ed" or "-ing": stop(ped), us(ed), open(ed). */
static bool base_of_stem(const word_set *verbs, const char *stem, size_t bytes,
                         char base[WORD_FORM_MAX]) {
    if (bytes < 2)
        return false;
    bool doubled = bytes > 2 && stem[bytes - 1] == stem[bytes - 2];
    if (doubled && !strchr("lsz", stem[bytes - 1]) && known(verbs, stem, bytes - 1, "", base))
        return true;
    /* "hop" would have doubled its consonant, so "hoped" is of "hope" */
    bool silent = strchr("cgsuvz", stem[bytes - 1]) != NULL;
    if (bytes < 5 && single_vowel_before_consonant(stem, bytes))
        silent = true;
    if (silent && known(verbs, stem, bytes, "e", base))
        return true;
    if (known(verbs, stem, bytes, "", base))
        return true;
    if (known(verbs, stem, bytes, "e", base))
        return true;
    return doubled && known(verbs, stem, bytes - 1, "", base);
}

bool word_base_of_past(const word_set *verbs, const char *lower, char base[WORD_FORM_MAX],
                       bool *past) {
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++) {
        *past = strcmp(lower, irregular[i][0]) == 0;
        bool participle = strcmp(lower, irregular[i][1]) == 0;
        if (*past || participle) {
            snprintf(base, WORD_FORM_MAX, "%s", irregular[i][2]);
            return true;
        }
    }
    *past = true;
    size_t bytes = strlen(lower);
    if (bytes < 4 || strcmp(lower + bytes - 2, "ed") != 0)
        return false;
    if (lower[bytes - 3] == 'i' && known(verbs, lower, bytes - 3, "y", base))
        return true;
    return base_of_stem(verbs, lower, bytes - 2, base);
}

bool word_base_of_participle(const word_set *verbs, const char *lower, char base[WORD_FORM_MAX]) {
    size_t bytes = strlen(lower);
    if (bytes < 5 || strcmp(lower + bytes - 3, "ing") != 0)
        return false;
    if (lower[bytes - 4] == 'y' && known(verbs, lower, bytes - 4, "ie", base))
        return true;
    return base_of_stem(verbs, lower, bytes - 3, base);
}

bool word_base_of_third(const word_set *verbs, const char *lower, char base[WORD_FORM_MAX]) {
    if (strcmp(lower, "is") == 0 || strcmp(lower, "has") == 0) {
        snprintf(base, WORD_FORM_MAX, "%s", lower[0] == 'i' ? "be" : "have");
        return true;
    }
    size_t bytes = strlen(lower);
    if (bytes < 3 || lower[bytes - 1] != 's')
        return false;
    if (bytes > 4 && strcmp(lower + bytes - 3, "ies") == 0 &&
        known(verbs, lower, bytes - 3, "y", base))
        return true;
    if (known(verbs, lower, bytes - 1, "", base))
        return true;
    return lower[bytes - 2] == 'e' && known(verbs, lower, bytes - 2, "", base);
}

void word_third_person(const char *base, char form[WORD_FORM_MAX]) {
    size_t bytes = strlen(base);
    if (strcmp(base, "be") == 0 || strcmp(base, "have") == 0) {
        snprintf(form, WORD_FORM_MAX, "%s", base[0] == 'b' ? "is" : "has");
        return;
    }
    char last = bytes ? base[bytes - 1] : 0;
    char before = bytes > 1 ? base[bytes - 2] : 0;
    if (last == 'y' && !strchr("aeiou", before)) {
        snprintf(form, WORD_FORM_MAX, "%.*sies", (int)bytes - 1, base);
        return;
    }
    bool hissing = strchr("sxzo", last) != NULL;
    if (last == 'h' && strchr("cs", before))
        hissing = true;
    snprintf(form, WORD_FORM_MAX, "%.*s%s", WORD_FORM_MAX - 4, base, hissing ? "es" : "s");
}
