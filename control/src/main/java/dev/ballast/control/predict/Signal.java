// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.stream.EffectFloor;

/**
 * What a watched series measures, and with it how its values are made and when they alarm: the
 * nearer to what users feel, the sooner. In the order of what matters most.
 */
public enum Signal {
  /** Bad events of an SLO / all events. */
  SLI("bad events", Unit.RATIO, 10, new EffectFloor(0.05, 0), Persistence.lasting(4, 15)),
  /** Failed requests / all requests. */
  ERRORS("errors", Unit.RATIO, 8, new EffectFloor(0.05, 0), Persistence.lasting(4, 15)),
  /** Mean duration of requests. */
  DURATION("duration", Unit.SECONDS, 8, new EffectFloor(0.025, 1), Persistence.lasting(8, 15)),
  /** Requests per second. */
  REQUESTS("requests", Unit.PER_SECOND, 0, new EffectFloor(1, 0.5), Persistence.lasting(15, 40)),
  /** What a process, a runtime, a pool, a host or a database uses. */
  RESOURCE(
      "resource", Unit.NUMBER, 0, new EffectFloor(0, 0.5), Persistence.lasting(20, 40).beyondAll());

  /** How values are written. */
  enum Unit {
    RATIO,
    SECONDS,
    PER_SECOND,
    NUMBER
  }

  private static final double LEAST_BAD = 2;

  private final String words;
  private final Unit unit;
  private final double leastEvents;

  @SuppressWarnings("ImmutableEnumChecker") // records of values all the way down
  private final DetectionPolicy policy;

  Signal(String words, Unit unit, double leastEvents, EffectFloor floor, Persistence persistence) {
    this.words = words;
    this.unit = unit;
    this.leastEvents = leastEvents;
    this.policy = DetectionPolicy.DEFAULT.withFloor(floor).withPersistence(persistence);
  }

  /** For people: {@code errors}. */
  public String words() {
    return words;
  }

  Unit unit() {
    return unit;
  }

  /** Fewer in a slot say nothing. */
  double leastEvents() {
    return leastEvents;
  }

  /**
   * Whether a value made of so much is evidence at all: one stray failure among a handful of
   * requests is a large share and says nothing.
   */
  boolean tells(double part) {
    return unit != Unit.RATIO || part >= LEAST_BAD;
  }

  /** How its series are judged. */
  public DetectionPolicy policy() {
    return policy;
  }

  /** A value with its unit: {@code 34 %}, {@code 210 ms}, {@code 12.1/s}. */
  public String text(double value) {
    return Numbers.text(value, unit);
  }

  /** As near as what it measures can come: nothing below 0, no share above 1. */
  public double bounded(double value) {
    return Math.clamp(value, 0, unit == Unit.RATIO ? 1 : Double.POSITIVE_INFINITY);
  }

  /** For labels and attributes: {@code errors}. */
  public String id() {
    return words.replace(' ', '_');
  }
}
