// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.stream.Channel.Component;
import java.util.List;

/**
 * Why a point is an anomaly, in the unit of the series (of its rate for a counter).
 *
 * @param epochMillis of the point
 * @param value what was seen
 * @param expected what was foretold before it was seen
 * @param low lower end of the usual band
 * @param high upper end
 * @param component which part of the series changed
 * @param reasons complete "the value is …", the strongest first
 * @param sinceMillis when the series began to deviate
 * @param score what the alert was given for
 * @param threshold what it had to reach
 * @param alike earlier incidents of this series about as severe
 * @param basis what the expectation rests on, for example "the day of the week"
 * @param clears what ends the incident
 */
public record Explanation(
    long epochMillis,
    double value,
    double expected,
    double low,
    double high,
    Component component,
    List<String> reasons,
    long sinceMillis,
    double score,
    double threshold,
    int alike,
    String basis,
    String clears) {

  public Explanation {
    reasons = List.copyOf(reasons);
  }
}
