// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryEffect;
import dev.ballast.control.rollout.CanaryEffect.Call;
import dev.ballast.control.rollout.CanaryEffect.Judge;
import dev.ballast.control.rollout.CanaryEffect.Measure;
import dev.ballast.control.rollout.CanaryEffect.Say;
import dev.ballast.control.rollout.controller.HookCall;
import dev.ballast.control.rollout.controller.Interval;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Hook;
import dev.ballast.promql.Value;
import dev.ballast.server.digest.Sha256;
import dev.ballast.telemetry.query.QueryException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the answers to a rollout's questions. It may block, and whatever happens there is an
 * answer: no for a hook, no value for a metric, no data for the judge.
 */
final class Asker {

  private static final Logger log = LoggerFactory.getLogger(Asker.class);

  private final Means means;
  private final Budget budget;
  private final Jury jury;
  private final Ear ear;

  Asker(Means means, Budget budget, Jury jury, Ear ear) {
    this.means = means;
    this.budget = budget;
    this.jury = jury;
    this.ear = ear;
  }

  /** What came of a question. */
  sealed interface Answer {

    /**
     * Of a hook.
     *
     * @param why what the error budget said, or why another hook's answer is no; may be empty
     */
    record Yes(Hook hook, boolean yes, String why) implements Answer {}

    /** Of a metric; NaN for no value. */
    record Value(double value) implements Answer {}

    /** Of the judge on the rollout that began then, with all that it rests on. */
    record Ruling(Instant started, Verdict verdict, List<Interval> seen) implements Answer {}
  }

  /** Who hears the answers. */
  @FunctionalInterface
  interface Ear {
    void hear(long number, Answer answer);
  }

  /** Asks, and tells the ear. */
  void ask(Rollout rollout, CanaryEffect question, long number) {
    ear.hear(number, answer(rollout, question));
  }

  private Answer answer(Rollout rollout, CanaryEffect question) {
    try {
      return switch (question) {
        case Call(Hook hook, var _) when rollout.gates().approves(hook, rollout.state()) ->
            new Answer.Yes(hook, true, "");
        case Call(Hook hook, var _) when BudgetHooks.isBudget(hook) -> budget.answer(rollout, hook);
        case Call(Hook hook, var _) when hook.isManual() -> new Answer.Yes(hook, false, "");
        case Call(Hook hook, var phase) -> {
          HookCall.Answer answer =
              means.hooks().ask(call(rollout, hook, phase.word(), hook.metadata()));
          yield new Answer.Yes(hook, answer.yes(), answer.yes() ? "" : answer.text());
        }
        case Measure(CanaryMetric metric) -> new Answer.Value(measure(rollout, metric));
        case Judge(int weight) -> jury.rule(rollout, weight);
        case CanaryEffect.Deed _, Say _ -> throw new IllegalArgumentException("no question");
      };
    } catch (RuntimeException bug) {
      log.atError()
          .setCause(bug)
          .addKeyValue("event", "rollout.bug")
          .addKeyValue("rollout", rollout.name())
          .log("a question failed in an unforeseen way");
      return switch (question) {
        case Measure _ -> new Answer.Value(Double.NaN);
        case Judge(int weight) -> jury.unread(rollout, weight);
        case Call(Hook hook, var _) -> new Answer.Yes(hook, false, "");
        case CanaryEffect.Deed _, Say _ -> throw new IllegalArgumentException("no question", bug);
      };
    }
  }

  private double measure(Rollout rollout, CanaryMetric metric) {
    String promql =
        rollout
            .application()
            .queries()
            .promql(metric, rollout.state().applied(), rollout.state().promoted());
    try {
      return switch (means.metrics().instant(promql, means.clock().instant()).value()) {
        case Value.Scalar scalar -> scalar.value();
        case Value.Vector(var samples) ->
            samples.isEmpty() ? Double.NaN : samples.getFirst().value();
        case Value.Matrix _, Value.Text _ -> Double.NaN;
      };
    } catch (QueryException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("event", "rollout.unmeasured")
          .addKeyValue("rollout", rollout.name())
          .addKeyValue("metric", metric.name())
          .log("a metric was not answered; it counts as without a value");
      return Double.NaN;
    }
  }

  /** Tells the event hooks, and waits for none of them. */
  void tell(Rollout rollout, Say say) {
    for (Hook hook : rollout.canary().analysis().hooks(Hook.Type.EVENT)) {
      Map<String, String> metadata = new TreeMap<>(hook.metadata());
      Instant now = means.clock().instant();
      metadata.put("eventMessage", say.text());
      metadata.put("eventType", say.severity().name().toLowerCase(Locale.ROOT));
      metadata.put("timestamp", Long.toString(now.toEpochMilli()));
      HookCall call = call(rollout, hook, say.phase().word(), metadata);
      means.asking().execute(() -> means.hooks().ask(call));
    }
  }

  private static HookCall call(
      Rollout rollout, Hook hook, String phase, Map<String, String> metadata) {
    String revision = rollout.name() + "@" + rollout.state().applied();
    byte[] digest = Sha256.digest().digest(revision.getBytes(StandardCharsets.UTF_8));
    return new HookCall(
        hook, rollout.name(), phase, HexFormat.of().formatHex(digest, 0, 5), metadata);
  }
}
