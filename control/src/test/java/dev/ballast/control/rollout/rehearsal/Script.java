// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.control.rollout.judge.Verdicts;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * A world in which everything is good but what a test says otherwise; it notes what it is asked.
 */
public final class Script implements World {

  private final Map<Hook.Type, IntPredicate> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private IntPredicate bad = _ -> false;
  private IntFunction<Verdict> verdicts = _ -> Verdicts.PASS;
  private IntFunction<Observed> workloads =
      tick -> new Observed(tick > 2 ? "v2" : "v1", true, true);

  public Script badAt(IntPredicate ticks) {
    bad = ticks;
    return this;
  }

  public Script answering(Hook.Type type, IntPredicate yes) {
    answers.put(type, yes);
    return this;
  }

  public Script judging(IntFunction<Verdict> byTick) {
    verdicts = byTick;
    return this;
  }

  public Script seeing(IntFunction<Observed> byTick) {
    workloads = byTick;
    return this;
  }

  public List<String> asked() {
    return asked;
  }

  @Override
  public Observed observed(int tick) {
    return workloads.apply(tick);
  }

  @Override
  public boolean answer(Hook hook, int tick) {
    asked.add(tick + " " + hook.type().word());
    return answers.getOrDefault(hook.type(), _ -> hook.type() != Hook.Type.ROLLBACK).test(tick);
  }

  @Override
  public double value(CanaryMetric metric, int tick) {
    asked.add(tick + " " + metric.name());
    boolean rate = metric.source() instanceof CanaryMetric.Source.SuccessRate;
    return bad.test(tick) ? (rate ? 50 : 5_000) : (rate ? 100 : 0);
  }

  @Override
  public Verdict verdict(int weight, int tick) {
    asked.add(tick + " judge " + weight);
    return verdicts.apply(tick);
  }
}
