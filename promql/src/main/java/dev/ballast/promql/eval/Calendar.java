// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

/**
 * A day of the Gregorian calendar in UTC, for any number of seconds that fits a long.
 *
 * <p>Years start in March here while computing, so that leap days come last (Hinnant's {@code
 * civil_from_days}).
 */
record Calendar(long year, int month, int day) {

  private static final int[] LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  static long seconds(double unix) {
    return (long) unix;
  }

  static Calendar of(double unix) {
    long days = Math.floorDiv(seconds(unix), 86_400L) + 719_468;
    long era = Math.floorDiv(days, 146_097L);
    int dayOfEra = (int) (days - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return new Calendar(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
  }

  static int minute(double unix) {
    return Math.floorMod(seconds(unix), 3600) / 60;
  }

  static int hour(double unix) {
    return Math.floorMod(seconds(unix), 86_400) / 3600;
  }

  /** Sunday is 0. */
  static int dayOfWeek(double unix) {
    return (int) Math.floorMod(Math.floorDiv(seconds(unix), 86_400L) + 4, 7L);
  }

  private boolean isLeap() {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  int daysInMonth() {
    return month == 2 && isLeap() ? 29 : LENGTHS[month - 1];
  }

  int dayOfYear() {
    int days = day;
    for (int m = 1; m < month; m++) {
      days += LENGTHS[m - 1];
    }
    return month > 2 && isLeap() ? days + 1 : days;
  }
}
