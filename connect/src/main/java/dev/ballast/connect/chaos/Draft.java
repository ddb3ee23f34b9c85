// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** An experiment in the making, in Chaos Toolkit's form. */
final class Draft {

  private final Map<String, Tree> more = new LinkedHashMap<>();
  private final List<Tree> probes = new ArrayList<>();
  private final List<Tree> method = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();
  private String title = "";
  private String description = "";
  private String service = "";
  private boolean continuous;
  private double delay;

  void title(String text) {
    title = text;
  }

  void description(String text) {
    description = text;
  }

  /** Whose behaviour it proves: the first service that is named. */
  void service(String name) {
    service = service.isEmpty() ? name : service;
  }

  void tag(String text) {
    tags.add(text);
  }

  void put(String key, Tree value) {
    more.put(key, value);
  }

  /** Waits that long before what comes next. */
  void pause(double seconds) {
    delay += seconds;
  }

  /**
   * A fault that is held for a time, or until the rollbacks.
   *
   * @param request as a mesh takes it
   * @param hold seconds; empty for the end of the run
   * @param wait whether what comes next waits for the end of it
   */
  void fault(String name, Tree request, OptionalDouble hold, boolean wait) {
    Map<String, Tree> provider = new LinkedHashMap<>();
    provider.put("type", text("fault"));
    provider.put("request", request);
    hold.ifPresent(seconds -> provider.put("hold", Units.of(seconds)));
    step("action", name, provider, wait ? hold.orElse(0) : 0, false);
  }

  /** The same beside all others, after a time. */
  void faultLater(String name, Tree request, double from, double hold) {
    Map<String, Tree> provider = new LinkedHashMap<>();
    provider.put("type", text("fault"));
    provider.put("request", request);
    provider.put("hold", Units.of(hold));
    delay += from;
    step("action", name, provider, hold, true);
  }

  /** Something that nobody here can do. */
  void unsupported(String name, String what, String reason, double wait) {
    Map<String, Tree> provider = new LinkedHashMap<>();
    provider.put("type", text("unsupported"));
    provider.put("what", text(what));
    provider.put("reason", text(reason));
    step("action", name, provider, wait, false);
  }

  void step(
      String type, String name, Map<String, Tree> provider, double after, boolean background) {
    Map<String, Tree> step = new LinkedHashMap<>();
    step.put("type", text(type));
    step.put("name", text(name));
    step.put("provider", new Tree.Fields(provider));
    Map<String, Tree> pauses = new LinkedHashMap<>();
    if (delay > 0) {
      pauses.put("before", Units.of(delay));
    }
    if (after > 0) {
      pauses.put("after", Units.of(after));
    }
    if (!pauses.isEmpty()) {
      step.put("pauses", new Tree.Fields(pauses));
    }
    if (background) {
      step.put("background", new Tree.Plain("true"));
    }
    delay = 0;
    method.add(new Tree.Fields(step));
  }

  void probe(String name, Map<String, Tree> provider, Tree tolerance) {
    Map<String, Tree> probe = new LinkedHashMap<>();
    probe.put("type", text("probe"));
    probe.put("name", text(name));
    probe.put("tolerance", tolerance);
    probe.put("provider", new Tree.Fields(provider));
    probes.add(new Tree.Fields(probe));
  }

  void continuous() {
    continuous = true;
  }

  /** It as a tree; what is still waited for at the end is a step of its own. */
  Tree tree() {
    if (delay > 0) {
      wait("wait at the end", delay);
    }
    Map<String, Tree> all = new LinkedHashMap<>();
    all.put("title", text(title));
    all.put("description", text(description.isEmpty() ? title : description));
    if (!service.isEmpty()) {
      all.put("service", text(service));
    }
    if (!tags.isEmpty()) {
      all.put("tags", new Tree.Items(tags.stream().map(Draft::text).toList()));
    }
    if (!probes.isEmpty()) {
      all.put(
          "steady-state-hypothesis",
          fields("title", text("as imported"), "probes", new Tree.Items(probes)));
    }
    all.put("method", new Tree.Items(method));
    if (continuous) {
      all.put("runtime", fields("hypothesis", fields("strategy", text("continuously"))));
    }
    all.putAll(more);
    return new Tree.Fields(all);
  }

  private void wait(String name, double seconds) {
    delay = 0;
    Map<String, Tree> provider = new LinkedHashMap<>();
    provider.put("type", text("python"));
    provider.put("module", text("time"));
    provider.put("func", text("sleep"));
    provider.put("arguments", fields("seconds", Units.of(seconds)));
    step("action", name, provider, 0, false);
  }

  static Tree text(String text) {
    return new Tree.Text(text);
  }

  static Tree fields(String key, Tree value) {
    return new Tree.Fields(Map.of(key, value));
  }

  static Tree fields(String key, Tree value, String other, Tree second) {
    Map<String, Tree> all = new LinkedHashMap<>();
    all.put(key, value);
    all.put(other, second);
    return new Tree.Fields(all);
  }
}
