// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done. Texts may hold {@code ${region}} and {@code ${service}}, which stand for the place.
 */
public sealed interface HealingAction {

  /** The key under which it is written. */
  String word();

  /** The texts in which the place is put. */
  List<String> texts();

  /**
   * Divides traffic differently: shift, drain, fail over to another version.
   *
   * @param target a route as {@code ballast route} names it
   * @param mesh the admin API when the target is a mesh's; empty: the server's mesh of the region
   */
  record Shift(String target, String mesh, Map<String, Integer> weights) implements HealingAction {
    public Shift {
      weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
      if (weights.isEmpty()) {
        throw new IllegalArgumentException("weights: none (expected: at least one)");
      }
    }

    @Override
    public String word() {
      return "shift";
    }

    @Override
    public List<String> texts() {
      return List.of(target);
    }
  }

  /** Takes one endpoint of a mesh's version out of use; requests under way end. */
  record Eject(String mesh, String version, String address) implements HealingAction {
    @Override
    public String word() {
      return "eject";
    }

    @Override
    public List<String> texts() {
      return List.of(version, address);
    }
  }

  /**
   * Runs more instances.
   *
   * @param target a set as {@code ballast scale} names it
   * @param orchestrator of plain processes; empty: the usual one
   */
  record Scale(String target, String orchestrator, int by, int most) implements HealingAction {
    public Scale {
      if (by < 1 || most < 1) {
        throw new IllegalArgumentException(
            "by, most: " + by + ", " + most + " (expected: at least 1)");
      }
    }

    @Override
    public String word() {
      return "scale";
    }

    @Override
    public List<String> texts() {
      return List.of(target);
    }
  }

  /**
   * Ends a rollout that is under way: all traffic goes back to the version before.
   *
   * @param canary {@code NAMESPACE/NAME}
   */
  record RollBack(String canary) implements HealingAction {
    @Override
    public String word() {
      return "rollBack";
    }

    @Override
    public List<String> texts() {
      return List.of(canary);
    }
  }

  /**
   * Takes a region out, by the rules of its RegionPolicy.
   *
   * @param loss whether it is lost (fail over) or only sick (drain)
   */
  record LeaveRegion(String region, boolean loss) implements HealingAction {
    @Override
    public String word() {
      return loss ? "failOver" : "drain";
    }

    @Override
    public List<String> texts() {
      return List.of(region);
    }
  }

  /**
   * Starts what runs anew, one instance after the other.
   *
   * @param target {@code process/REGION/SERVICE[/VERSION]}, a workload, or {@code systemd/UNIT}
   * @param orchestrator of plain processes; empty: the usual one
   */
  record Restart(String target, String orchestrator) implements HealingAction {
    @Override
    public String word() {
      return "restart";
    }

    @Override
    public List<String> texts() {
      return List.of(target);
    }
  }

  /**
   * Answers a feature flag differently, in a file that flagd serves.
   *
   * @param file its name in the folder of flags, without a path
   * @param variant one that the flag has
   */
  record Toggle(String file, String flag, String variant) implements HealingAction {
    @Override
    public String word() {
      return "flag";
    }

    @Override
    public List<String> texts() {
      return List.of(flag, variant);
    }
  }

  /**
   * Turns requests away at the mesh before they reach the service.
   *
   * @param mesh its admin API; empty: the server's mesh of the region
   * @param share of the requests that are not kept, above 0 and at most 1
   * @param header by which requests are told apart; empty: all are alike
   * @param keep values of the header that are never turned away
   */
  record Shed(String mesh, double share, String header, List<String> keep)
      implements HealingAction {
    public Shed {
      keep = List.copyOf(keep);
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
      }
    }

    @Override
    public String word() {
      return "shed";
    }

    @Override
    public List<String> texts() {
      return List.of();
    }
  }

  /**
   * Tells somebody who can do what Ballast cannot.
   *
   * @param undo told to take it back; empty: it cannot be
   * @param loopback whether it may lead to this machine
   */
  record Call(String url, String undo, Duration patience, boolean loopback)
      implements HealingAction {
    @Override
    public String word() {
      return "webhook";
    }

    @Override
    public List<String> texts() {
      return List.of();
    }
  }

  /**
   * Runs a program of the folder of scripts.
   *
   * @param file its name in that folder, without a path
   * @param undo the program that takes it back, with the same arguments; empty: it cannot be
   */
  record Script(String file, List<String> arguments, String undo, Duration patience)
      implements HealingAction {
    public Script {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String word() {
      return "script";
    }

    @Override
    public List<String> texts() {
      return arguments;
    }
  }
}
