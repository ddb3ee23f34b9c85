// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When faults are in force after the API has answered, beyond an idle control: the same observer
 * looks once more, after an answer of the API that changed nothing, while the fault is on already.
 * What the observer costs by itself, such as waiting for an answer that does not come, is in both.
 */
final class EffectTable {

  private static final long LIMIT_NANOS = 10_000_000_000L;
  private static final Map<String, Integer> MUST_MS =
      Map.of("mesh", 10, "nft", 25, "signal", 25, "cgroup", 25);

  private final List<Subject> subjects;
  private final AgentProcess agent;
  private final Map<Subject, Samples> all = new LinkedHashMap<>();

  /** In milliseconds. */
  private record Samples(Series answered, Series seen, Series control) {}

  EffectTable(List<Subject> subjects, AgentProcess agent) {
    this.subjects = subjects;
    this.agent = agent;
    subjects.forEach(s -> all.put(s, new Samples(new Series(), new Series(), new Series())));
  }

  /** Every kind in turn, one by one, so that what else the machine does hits all alike. */
  void measure(int orders) throws Exception {
    for (int i = -1; i < orders; i++) { // The first one loads classes and does not count.
      for (int s = 0; s < subjects.size(); s++) {
        Subject subject = subjects.get(s);
        Samples into =
            i < 0
                ? new Samples(new Series(), new Series(), new Series())
                : all.getOrDefault(subject, new Samples(new Series(), new Series(), new Series()));
        one(subject, "e-%d-%d".formatted(s, i + 1), into);
      }
    }
  }

  private void one(Subject subject, String id, Samples into) throws Exception {
    subject.before().call();
    long start = System.nanoTime();
    int status = agent.send("POST", "/v1/faults", subject.body(id, 60));
    long answered = System.nanoTime();
    if (status != 201) {
      throw new IllegalStateException(subject.title() + ": status " + status);
    }
    into.answered().add((answered - start) / 1e6);
    into.seen().add(untilSeen(subject, answered));
    var _ = agent.send("GET", "/v1/faults/" + id, "");
    into.control().add(untilSeen(subject, System.nanoTime()));
    int healed = agent.send("DELETE", "/v1/faults/" + id, "{}");
    if (healed != 200) {
      throw new IllegalStateException(subject.title() + ": healed with status " + healed);
    }
  }

  private static double untilSeen(Subject subject, long since) throws Exception {
    while (!subject.effective().call() && System.nanoTime() - since < LIMIT_NANOS) {
      Thread.onSpinWait();
    }
    return (System.nanoTime() - since) / 1e6;
  }

  /** How many kinds miss what they must. */
  int print(int orders) {
    System.out.printf(
        """

        | %d orders of each, ms | answered, median | p99 | in force after the answer, p99 | idle control, p99 | beyond it | must |
        |---|---|---|---|---|---|---|
        """,
        orders);
    int bad = 0;
    for (Map.Entry<Subject, Samples> entry : all.entrySet()) {
      Samples one = entry.getValue();
      double beyond = Math.max(0, one.seen().at(0.99) - one.control().at(0.99));
      Integer must = MUST_MS.get(entry.getKey().by());
      bad += must != null && beyond > must ? 1 : 0;
      System.out.printf(
          "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %s |%n",
          entry.getKey().title(),
          one.answered().at(0.5),
          one.answered().at(0.99),
          one.seen().at(0.99),
          one.control().at(0.99),
          beyond,
          must == null ? "" : "<= " + must);
    }
    return bad;
  }
}
