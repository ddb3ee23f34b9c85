// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.model.rollout.Hook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which gate keeps a rollout waiting, and which ones a person has opened.
 *
 * @param halt the gate that said no last, as long as the rollout stands where it said so
 */
public record GateKeeping(Optional<Halt> halt, List<Approval> approvals) {

  static final GateKeeping NONE = new GateKeeping(Optional.empty(), List.of());

  /**
   * A gate that is shut.
   *
   * @param why in words; empty when it did not say
   */
  public record Halt(Hook.Type type, String hook, String why) {}

  /**
   * A person let a version past one gate.
   *
   * @param weight at which it had halted: permission to grow is for one growth
   */
  public record Approval(
      Hook.Type type, String hook, String revision, int weight, String actor, Instant at) {

    private boolean isFor(Hook asked, CanaryState state) {
      boolean here = type != Hook.Type.CONFIRM_TRAFFIC_INCREASE || weight == state.weight();
      return here
          && type == asked.type()
          && hook.equals(asked.name())
          && revision.equals(state.applied());
    }
  }

  public GateKeeping {
    approvals = List.copyOf(approvals);
  }

  /** Whether a person has opened a gate. */
  boolean approves(Hook hook, CanaryState state) {
    return approvals.stream().anyMatch(approval -> approval.isFor(hook, state));
  }

  /** What is left of it when a rollout gets on. */
  GateKeeping after(CanaryState before, CanaryState next) {
    if (next.equals(before)) {
      return this;
    }
    boolean same = next.applied().equals(before.applied());
    boolean stands = same && next.phase() == before.phase() && next.weight() == before.weight();
    return new GateKeeping(
        stands ? halt : Optional.empty(),
        same && next.phase().isUnderWay() ? approvals : List.of());
  }

  GateKeeping halted(Hook hook, String why) {
    return new GateKeeping(Optional.of(new Halt(hook.type(), hook.name(), why)), approvals);
  }

  /** A gate that said yes is not the one that is waited for. */
  GateKeeping opened(Hook hook) {
    boolean other =
        halt.filter(h -> h.hook().equals(hook.name()) && h.type() == hook.type()).isEmpty();
    return other ? this : new GateKeeping(Optional.empty(), approvals);
  }

  GateKeeping with(Approval approval) {
    List<Approval> all = new ArrayList<>(approvals);
    all.add(approval);
    return new GateKeeping(halt, all);
  }

  /** Whether a no keeps a rollout waiting, instead of counting as a failed check. */
  static boolean isGate(Hook hook) {
    return switch (hook.type()) {
      case CONFIRM_ROLLOUT, CONFIRM_TRAFFIC_INCREASE, CONFIRM_PROMOTION -> true;
      case PRE_ROLLOUT, ROLLOUT, POST_ROLLOUT, ROLLBACK, EVENT -> false;
    };
  }
}
