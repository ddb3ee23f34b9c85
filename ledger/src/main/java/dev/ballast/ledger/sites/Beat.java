// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a site says of itself every second: the state that it has, and when it heard of the others,
 * by which they measure its clock and their link.
 *
 * @param number of this beat in this life of the site
 * @param version of the states that it writes
 * @param sent by its own clock, in milliseconds
 * @param digest of all its states; equal where all are equal
 * @param heard of each other site the newest beat
 */
record Beat(
    String site,
    long incarnation,
    long number,
    int version,
    long sent,
    long digest,
    int states,
    SortedMap<String, Heard> heard) {

  private static final Pattern WORD = Pattern.compile(" ");
  private static final String FORMAT = "beat1";

  /** A beat's time of sending, by its sender, and of arrival, by its receiver. */
  record Heard(long sent, long arrived) {}

  Beat {
    heard = Collections.unmodifiableSortedMap(new TreeMap<>(heard));
  }

  String text() {
    StringBuilder text = new StringBuilder(FORMAT);
    text.append(' ')
        .append(site)
        .append(' ')
        .append(incarnation)
        .append(' ')
        .append(number)
        .append(' ')
        .append(version);
    text.append(' ').append(sent).append(' ').append(digest).append(' ').append(states);
    heard.forEach(
        (other, one) ->
            text.append(' ')
                .append(other)
                .append(' ')
                .append(one.sent)
                .append(' ')
                .append(one.arrived));
    return text.toString();
  }

  /** Null when it is no beat of this version: its sender then counts as not heard. */
  static @Nullable Beat read(String text) {
    String[] words = WORD.split(text, -1);
    if (words.length < 8 || !words[0].equals(FORMAT) || (words.length - 8) % 3 != 0) {
      return null;
    }
    try {
      SortedMap<String, Heard> heard = new TreeMap<>();
      for (int i = 8; i < words.length; i += 3) {
        heard.put(words[i], new Heard(Long.parseLong(words[i + 1]), Long.parseLong(words[i + 2])));
      }
      return new Beat(
          words[1],
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Integer.parseInt(words[4]),
          Long.parseLong(words[5]),
          Long.parseLong(words[6]),
          Integer.parseInt(words[7]),
          heard);
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
