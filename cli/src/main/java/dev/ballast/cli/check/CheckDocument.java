// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.check;

import dev.ballast.stats.consistency.Account;
import dev.ballast.stats.consistency.Counterexample;
import dev.ballast.stats.consistency.Operation;
import dev.ballast.stats.consistency.Verdict;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The answer as JSON. */
final class CheckDocument {

  private CheckDocument() {}

  static ObjectNode of(String file, String model, History history, Verdict verdict) {
    ObjectNode document = head(word(verdict), file, model, history, verdict.count().keys());
    document.put("steps", verdict.count().tried());
    ArrayNode violations = document.putArray("violations");
    ArrayNode unknown = document.putArray("unknown");
    switch (verdict) {
      case Verdict.Linearizable _ -> {}
      case Verdict.Violation violation -> {
        violation.examples().forEach(example -> add(example, violations.addObject()));
        violation.gaps().forEach(gap -> add(gap, unknown.addObject()));
      }
      case Verdict.Unknown gaps -> gaps.gaps().forEach(gap -> add(gap, unknown.addObject()));
    }
    return document;
  }

  static ObjectNode of(String file, String model, History history, Account account) {
    ObjectNode document = head(word(account), file, model, history, account.keys());
    document.put("acknowledged", account.acknowledged());
    document.put("present", account.present());
    document.put("dominated", account.dominated());
    document.put("journalled", account.journalled());
    ArrayNode findings = document.putArray("findings");
    for (Account.Finding finding : account.findings()) {
      ObjectNode node = findings.addObject();
      node.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
      node.put("key", finding.key());
      node.put("text", finding.text());
      operations(finding.operations(), node.putArray("operations"));
    }
    return document;
  }

  static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Linearizable _ -> "linearizable";
      case Verdict.Violation _ -> "violation";
      case Verdict.Unknown _ -> "unknown";
    };
  }

  static String word(Account account) {
    if (account.violated()) {
      return "violation";
    }
    return account.complete() ? "accounted" : "unknown";
  }

  private static ObjectNode head(
      String verdict, String file, String model, History history, int keys) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("verdict", verdict);
    document.put("model", model);
    document.put("file", file);
    document.put("operations", history.operations().size());
    document.put("unanswered", history.operations().stream().filter(o -> !o.answered()).count());
    document.put("failed", history.failed());
    document.put("skipped", history.skipped());
    document.put("keys", keys);
    return document;
  }

  private static void add(Counterexample example, ObjectNode node) {
    node.put("key", example.key());
    node.put("text", CheckText.sentence(example));
    operation(example.impossible(), node.putObject("impossible"));
    ArrayNode before = node.putArray("before");
    for (Counterexample.Before one : example.before()) {
      ObjectNode outcome = before.addObject().put("state", one.state());
      operations(one.done(), outcome.putArray("done"));
    }
    operations(example.window(), node.putArray("window"));
    node.put("left_out", example.left());
    operations(example.order(), node.putArray("order"));
    node.put("state_after_order", example.after());
  }

  private static void add(Verdict.Gap gap, ObjectNode node) {
    node.put("key", gap.key());
    node.put("why", gap.why());
    node.put("reached", gap.reached());
    node.put("operations", gap.operations());
  }

  private static void operations(List<Operation> operations, ArrayNode array) {
    operations.forEach(o -> operation(o, array.addObject()));
  }

  private static void operation(Operation operation, ObjectNode node) {
    node.put("line", operation.number());
    node.put("process", operation.process());
    node.put("op", operation.name());
    node.put("value", operation.value());
    node.put("result", operation.result());
    node.put("start", operation.start());
    if (operation.answered()) {
      node.put("end", operation.end());
    } else {
      node.putNull("end");
    }
  }
}
