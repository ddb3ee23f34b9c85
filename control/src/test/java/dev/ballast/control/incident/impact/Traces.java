// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import java.util.ArrayList;
import java.util.List;

/** Writes a trace down as a tree: {@code root(…).call(…)}, times in milliseconds. */
final class Traces {

  private final List<Step> steps = new ArrayList<>();

  static Traces root(String service, String operation, long start, long end) {
    Traces trace = new Traces();
    trace.steps.add(step("1", "", service, operation, start, end, "", ""));
    return trace;
  }

  /** A span below the one with this id, which is its place in the order from 1. */
  Traces under(int parent, String service, long start, long end) {
    steps.add(
        step(
            Integer.toString(steps.size() + 1),
            Integer.toString(parent),
            service,
            "op",
            start,
            end,
            "",
            ""));
    return this;
  }

  /** A call to somebody who sends no spans. */
  Traces calling(int parent, String service, String callee, long start, long end) {
    steps.add(
        step(
            Integer.toString(steps.size() + 1),
            Integer.toString(parent),
            service,
            "call " + callee,
            start,
            end,
            callee,
            ""));
    return this;
  }

  Traces by(String user) {
    Step root = steps.getFirst();
    steps.set(
        0,
        step(
            "1",
            root.parent(),
            root.service(),
            root.operation(),
            root.startMicros() / 1000,
            root.endMicros() / 1000,
            "",
            user));
    return this;
  }

  Trace done() {
    return new Trace("t", steps);
  }

  private static Step step(
      String id,
      String parent,
      String service,
      String operation,
      long start,
      long end,
      String callee,
      String user) {
    return new Step(
        id, parent, service, "us-east", operation, callee, start * 1000, end * 1000, false, user);
  }
}
