/* From what the words of a date say to the calendar: anchors, directions, missing years. */
#ifndef IX_RESOLVE_POINT_H
#define IX_RESOLVE_POINT_H

#include "5-resolve/when.h"

/* Where a relative expression may hang. A grain of IX_NO_GRAIN: nothing there. */
typedef struct ix_anchors {
    ix_when now;     /* when the release was published; a month or a year where no more is known */
    ix_when text;    /* the date before this one */
    ix_when quarter; /* the last quarter spoken of, which reports go on to call "the quarter" … */
    bool compares;   /* … and compare with "a year ago", unless they have come to other periods since */
    ix_when clock;   /* the day that a time of day belongs to */
    bool guessed;    /* `now` is what the text leads one to think: good for years, not for months and days */
    int cue;         /* -1 the clause looks back, 1 ahead, 0 it does not tell */
    enum {
        IX_FROM_WORDS,
        IX_FROM_NOW,
        IX_FROM_TEXT,
        IX_FROM_QUARTER,
        IX_FROM_CLOCK
    } used; /* set by ix_point: what it hung on */
} ix_anchors;

/* A point's place in the calendar; grain none when it cannot be known. */
ix_when ix_point(ix_anchors *anchors, const ix_timex *timex);
/* What TIMEX3 writes for a point that has no place: XXXX-WXX-4, T10:30, PAST_REF. */
ix_str ix_point_unplaced(ix_arena *arena, const ix_timex *timex);

#endif
