// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.connect.chaos.HyperfoilRequests.Request;
import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hyperfoil's benchmarks: phases with users who come at a rate, as {@code ballast load} sends them.
 * A user there goes through a session; here each of its requests comes by itself, at the rate of
 * the users.
 */
final class HyperfoilImport {

  private static final String AGENTS = "load is sent from where the experiment runs";

  /** Longer than the load, for its connections and its report. */
  private static final double PATIENCE_SECONDS = 30;

  private final Draft draft = new Draft();
  private int refused;

  /** A load to be started so long after the first one. */
  private record Start(double at, String phase, Request request, HyperfoilPhases.Rate rate) {}

  Converted read(Node node) {
    if (!node.isMap() || node.text("name").isEmpty()) {
      return Converted.refused("a benchmark is a map with a name");
    }
    String name = node.text("name");
    node.mapped("name");
    node.lost(AGENTS, "agents");
    node.lost("no programs are run before and after", "pre", "post");
    node.lost("the rate is kept whatever is under way", "maxSessions");
    node.lost("judged by --max-errors and --max-p99 of ballast load, not by others", "customSla");
    HyperfoilHosts hosts = HyperfoilHosts.of(node.at("http"));
    HyperfoilRequests requests = new HyperfoilRequests(hosts);
    List<Start> starts = new ArrayList<>();
    List<HyperfoilPhases.Phase> phases = new HyperfoilPhases().of(node, this::unsupported);
    Set<String> sending = new HashSet<>();
    for (HyperfoilPhases.Phase phase : phases) {
      for (Request request : requests.of(phase.scenario(), phase.name(), this::unsupported)) {
        starts.add(new Start(phase.at(), phase.name(), request, phase.rate()));
        sending.add(phase.whole().path());
      }
    }
    if (starts.isEmpty() && refused == 0) {
      return Converted.refused("it sends no request");
    }
    phases.stream()
        .map(HyperfoilPhases.Phase::whole)
        .filter(whole -> !sending.contains(whole.path()))
        .forEach(HyperfoilPhases::idle);
    starts.sort(Comparator.comparingDouble(Start::at));
    double now = 0;
    double end = 0;
    for (Start start : starts) {
      draft.pause(start.at() - now);
      now = start.at();
      end = Math.max(end, start.at() + start.rate().seconds());
      draft.step("action", title(start), program(start, hosts), 0, true);
    }
    if (!starts.isEmpty()) {
      draft.pause(end - now);
    }
    draft.title("Hyperfoil " + name);
    draft.description("Imported from Hyperfoil: " + name);
    return Converted.of("hyperfoil-" + name, draft.tree());
  }

  private void unsupported(String what, String reason) {
    refused++;
    draft.unsupported(what, what, reason, 0);
  }

  private static String title(Start start) {
    return "%s: %s %s".formatted(start.phase(), start.request().method(), start.request().path());
  }

  private static Map<String, Tree> program(Start start, HyperfoilHosts hosts) {
    Request request = start.request();
    List<String> words = new ArrayList<>();
    words.add("load");
    words.add(request.base() + request.path());
    words.add("-X");
    words.add(request.method());
    words.add("--phase");
    words.add(start.rate().word());
    request
        .headers()
        .forEach(
            (header, value) -> {
              words.add("-H");
              words.add(header + ": " + value);
            });
    if (!request.body().isEmpty()) {
      words.add("-d");
      words.add(request.body());
    }
    hosts
        .used(request.base())
        .ifPresent(
            most -> {
              words.add("--connections");
              words.add(most);
            });
    words.addAll(request.limits());
    Map<String, Tree> provider = new LinkedHashMap<>();
    provider.put("type", Draft.text("process"));
    provider.put("path", Draft.text("ballast"));
    provider.put("arguments", new Tree.Items(words.stream().map(Draft::text).toList()));
    provider.put("timeout", Units.of(Math.ceil(start.rate().seconds() + PATIENCE_SECONDS)));
    return provider;
  }
}
