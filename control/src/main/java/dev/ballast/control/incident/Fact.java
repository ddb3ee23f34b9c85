// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an alert's context, with its number where it has one.
 *
 * @param about a service, version, dependency, whatever the topic speaks of
 * @param state whether it is as it should be
 * @param text the line without its topic, such as {@code Replication lag is normal}
 * @param value the number in base units (seconds, ratio 0 to 1); null when there is none
 * @param evidence ids
 */
public record Fact(
    Topic topic,
    String about,
    State state,
    String text,
    @Nullable Double value,
    List<String> evidence) {

  /** What a line is about, in the order in which lines are read. */
  public enum Topic {
    /** Which version since when; the value is how many seconds before the onset. */
    DEPLOYMENT,
    /** What the people who made it say it changes. */
    RECENT_CHANGE,
    /** A database's replication lag; the value is seconds. */
    REPLICATION,
    /** One of the services that are needed, or all of them; the value is the share of errors. */
    DEPENDENCY,
    /** Where the errors are; the value is the share of all errors. */
    ERROR_SHARE,
    /** How it fails there: the kind of error; the value is the share of the failures. */
    FAILURE_KIND,
    /** Who is healthy and therefore not the cause. */
    CLEARED,
    /** What the failures mean, read from their own words, such as wrong credentials. */
    MEANING
  }

  /** Whether it is as it should be. */
  public enum State {
    NORMAL,
    SUSPICIOUS,
    UNKNOWN
  }

  public Fact {
    evidence = List.copyOf(evidence);
  }
}
