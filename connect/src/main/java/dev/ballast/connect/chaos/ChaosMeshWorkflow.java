// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chaos Mesh's Workflow: its templates, from the entry on. */
final class ChaosMeshWorkflow {

  private static final Pattern RANGE = Pattern.compile("([0-9]{3})\\s*-\\s*([0-9]{3})");
  private static final int DEEPEST = 32;

  private final Draft draft;
  private final ChaosMeshFaults faults;
  private final Map<String, Node> templates = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  ChaosMeshWorkflow(Draft draft, ChaosMeshFaults faults) {
    this.draft = draft;
    this.faults = faults;
  }

  void read(Node spec) {
    for (Node template : spec.items("templates")) {
      templates.putIfAbsent(template.text("name"), template);
    }
    spec.mapped("entry");
    double wait = visit(spec.text("entry"), true, 0);
    if (wait > 0) {
      draft.pause(wait);
    }
    templates.forEach(
        (name, template) -> {
          if (!used.contains(name)) {
            template.lost("no template above leads here");
          }
        });
  }

  /** Writes the steps of a template; answers how long somebody has to wait who did not. */
  private double visit(String name, boolean serial, int depth) {
    Node template = templates.get(name);
    if (template == null || depth > DEEPEST || !used.add(name)) {
      draft.unsupported(
          name.isEmpty() ? "entry" : name,
          "template",
          template == null ? "there is no such template" : "it comes a second time",
          0);
      return 0;
    }
    template.mapped("name", "templateType");
    template.lost(
        "what comes next does not depend on it here",
        "conditionalBranches",
        "abortWithStatusCheck");
    template.lost("not run here", "container", "volumes");
    OptionalDouble deadline = Units.seconds(template.text("deadline"));
    String type = template.text("templateType");
    return switch (type) {
      case "Serial" -> {
        template.at("deadline").ifPresent(d -> d.lost("the steps in it have their own times"));
        template
            .items("children")
            .forEach(
                child -> {
                  child.mapped();
                  visit(child.text(), true, depth + 1);
                });
        yield 0;
      }
      case "Parallel" -> parallel(template, serial, depth);
      case "Suspend" -> {
        template.mapped("deadline");
        draft.pause(deadline.orElse(0));
        yield 0;
      }
      case "Task" -> {
        template.lost("containers are not run here", "task", "deadline");
        template.lost("no template of the branches is followed", "conditionalBranches");
        draft.unsupported(name, "Task", "containers are not run here", 0);
        yield 0;
      }
      case "StatusCheck" -> {
        template.lost("it is looked at all the time", "deadline");
        statusCheck(name, template);
        yield 0;
      }
      case "Schedule" -> schedule(name, template, deadline, serial);
      default -> {
        boolean held = faults.inner(template, name, deadline, serial);
        yield waited(template, deadline, held, serial);
      }
    };
  }

  private double parallel(Node template, boolean serial, int depth) {
    template.at("deadline").ifPresent(d -> d.lost("the steps in it have their own times"));
    double longest = 0;
    for (Node child : template.items("children")) {
      child.mapped();
      longest = Math.max(longest, visit(child.text(), false, depth + 1));
    }
    if (serial && longest > 0) {
      draft.pause(longest);
      return 0;
    }
    return longest;
  }

  private double schedule(String name, Node template, OptionalDouble deadline, boolean serial) {
    boolean held = false;
    var schedule = template.at("schedule");
    if (schedule.isPresent()) {
      schedule
          .get()
          .lost(
              "inside a workflow it is done once",
              "schedule",
              "concurrencyPolicy",
              "historyLimit",
              "startingDeadlineSeconds");
      held = faults.inner(schedule.get(), name, deadline, serial);
    }
    return waited(template, deadline, held, serial);
  }

  /** Beside others, nobody waits for a step that nobody does. */
  private static double waited(
      Node template, OptionalDouble deadline, boolean held, boolean serial) {
    if (deadline.isPresent() && (held || serial)) {
      template.mapped("deadline");
    } else {
      template.at("deadline").ifPresent(d -> d.lost("nobody waits for what is not done here"));
    }
    return !serial && held ? deadline.orElse(0) : 0;
  }

  private void statusCheck(String name, Node template) {
    var check = template.at("statusCheck");
    var http = check.flatMap(c -> c.at("http"));
    var status = http.flatMap(h -> h.at("criteria", "statusCode"));
    if (http.isEmpty() || status.isEmpty() || http.get().text("url").isEmpty()) {
      check.ifPresent(c -> c.lost("only HTTP and its status are asked here"));
      draft.unsupported(name, "StatusCheck", "only HTTP and its status are asked here", 0);
      return;
    }
    Matcher range = RANGE.matcher(status.get().text());
    Tree tolerance =
        range.matches()
            ? new Tree.Fields(
                Map.of(
                    "type", new Tree.Text("range"),
                    "target", new Tree.Text("status"),
                    "range",
                        new Tree.Items(
                            java.util.List.of(
                                new Tree.Plain(range.group(1)), new Tree.Plain(range.group(2))))))
            : Units.number(status.get().text()).isPresent()
                ? Units.of(Units.number(status.get().text()).getAsDouble())
                : new Tree.Text(status.get().text());
    Node h = http.get();
    h.mapped("url", "method");
    status.get().mapped();
    Map<String, Tree> provider =
        ChaosMeshImport.http(h.text("url"), h.has("method") ? h.text("method") : "GET");
    h.at("headers").ifPresent(x -> x.lost("headers of status checks are not sent here"));
    h.at("body").ifPresent(x -> x.lost("bodies of status checks are not sent here"));
    check
        .get()
        .lost(
            "the first miss counts, and HTTP is what is asked",
            "type",
            "failureThreshold",
            "successThreshold",
            "recordsHistoryLimit",
            "intervalSeconds");
    var timeout = check.get().at("timeoutSeconds");
    timeout
        .flatMap(t -> Units.times(t.text(), 1).stream().boxed().findFirst())
        .filter(t -> t > 0)
        .ifPresent(
            t -> {
              check.get().mapped("timeoutSeconds");
              provider.put("timeout", Units.of(t));
            });
    draft.probe(name, provider, tolerance);
    if (check.get().text("mode").equals("Continuous")) {
      check.get().mapped("mode");
      draft.continuous();
    } else {
      check.get().lost("it is asked before and after", "mode");
    }
  }
}
