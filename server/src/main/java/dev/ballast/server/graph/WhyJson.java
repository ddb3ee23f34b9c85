// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import static dev.ballast.server.graph.GraphDocument.word;

import dev.ballast.control.topology.analysis.Link;
import dev.ballast.control.topology.analysis.Why;
import java.util.List;

/** Whether one service fails with another, and along which ways. */
public record WhyJson(
    String from,
    String to,
    String verdict,
    String text,
    String missing,
    boolean complete,
    List<List<StepJson>> paths) {

  /** One call on a way. */
  public record StepJson(String client, String server, boolean observed, String coupling) {}

  public static WhyJson of(Why why) {
    return new WhyJson(
        why.from().value(),
        why.to().value(),
        word(why.verdict()),
        why.text(),
        why.missing(),
        why.complete(),
        why.paths().stream().map(path -> path.stream().map(WhyJson::step).toList()).toList());
  }

  private static StepJson step(Link link) {
    return new StepJson(
        link.client().value(), link.server().value(), link.isObserved(), link.coupling().text());
  }
}
