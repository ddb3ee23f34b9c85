// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/**
 * The keys of Sloth (github.com/slok/sloth): a Kubernetes resource and a file of its own that say
 * the same, one in camel case and one in snake case. Sloth passes over keys that it does not know,
 * so they are warnings here.
 */
final class SlothKinds {

  static final String FILE_VERSION = "prometheus/v1";

  private static final Shape.Numeric NUMBER =
      new Shape.Numeric("a number", -Double.MAX_VALUE, true, Double.MAX_VALUE, true);
  private static final Shape.MapOf LABELS =
      new Shape.MapOf(new Shape.Either(Parts.TEXT, new Shape.Either(NUMBER, new Shape.Flag())));

  static final Shape.Text LENGTH =
      Parts.text("a duration of Prometheus such as 30d", "([0-9]{1,6}[smhdwy]){1,4}", 24);

  /** Metadata as Kubernetes has it. */
  static final Shape.Fields METADATA =
      Shape.open(
          Key.required("name", Parts.NAME, "Unique in its namespace.").example("checkout"),
          Key.optional("namespace", Parts.NAME, "Kubernetes' namespace."),
          Key.optional("labels", LABELS, "Labels of the resource."),
          Key.optional("annotations", LABELS, "Notes of the resource."));

  static final Shape.Fields SPEC = spec(false);
  static final Shape.Fields SERVICE_LEVEL =
      Parts.resource(
          Parts.SLOTH,
          "PrometheusServiceLevel",
          METADATA,
          Key.required("spec", SPEC, "The SLOs of one service."));
  static final Shape.Fields FILE = spec(true);

  private static final Shape.Fields ALERT_WINDOW =
      Shape.fields(
          Key.required(
                  "errorBudgetPercent",
                  new Shape.Numeric("a number > 0 and <= 100", 0, false, 100, true),
                  "How much of the budget may be spent in the long window.")
              .example("2"),
          Key.required("shortWindow", LENGTH, "The window that ends the alert.").example("5m"),
          Key.required("longWindow", LENGTH, "The window that begins it.").example("1h"));
  private static final Shape.Fields PAIR =
      Shape.fields(
          Key.required("quick", ALERT_WINDOW, "Short windows and much of the budget."),
          Key.required("slow", ALERT_WINDOW, "Long windows and less of it."));

  static final Shape.Fields WINDOWS =
      Shape.fields(
          Key.required("apiVersion", Shape.oneOf(Parts.SLOTH), "The format of the resource.")
              .example(Parts.SLOTH),
          Key.required("kind", Shape.oneOf("AlertWindows"), "What the resource is.")
              .example("AlertWindows"),
          Key.optional("metadata", Shape.open(), "Not used."),
          Key.required(
              "spec",
              Shape.fields(
                  Key.required("sloPeriod", LENGTH, "The windows of SLOs that these are for.")
                      .example("30d"),
                  Key.required("page", PAIR, "When somebody is woken."),
                  Key.required("ticket", PAIR, "When somebody looks at it in the morning.")),
              "The windows of burn alerts."));

  private SlothKinds() {}

  private static Shape.Fields spec(boolean snake) {
    var service =
        Key.required("service", Parts.NAME, "The service that they are about.").example("checkout");
    var labels = Key.optional("labels", LABELS, "Labels of every recorded series.");
    var plugins =
        Key.optional(
            snake ? "slo_plugins" : "sloPlugins",
            Shape.open(
                Key.optional(
                    "overridePrevious", new Shape.Flag(), "Whether Sloth's own are left out."),
                Key.optional("chain", Shape.listOf(Shape.open()), "Their names and settings.")),
            "Go programs that change the rules; Ballast does not run them.");
    var slos =
        Key.required("slos", new Shape.ListOf(slo(snake), 1, Integer.MAX_VALUE), "The SLOs.");
    return snake
        ? Shape.open(
            Key.required("version", Shape.oneOf(FILE_VERSION), "The format of the file.")
                .example(FILE_VERSION),
            service,
            labels,
            plugins,
            slos)
        : Shape.open(service, labels, plugins, slos);
  }

  private static Shape.Fields slo(boolean snake) {
    return Shape.open(
        Key.required("name", Parts.NAME, "Unique for its service.").example("availability"),
        Key.optional("description", Parts.TEXT, "For people."),
        Key.required(
                "objective",
                new Shape.Numeric("a number > 0 and <= 100", 0, false, 100, true),
                "The share of good events promised, in percent.")
            .example("99.9"),
        Key.optional("labels", LABELS, "Labels of its recorded series."),
        Key.required("sli", sli(snake), "How bad events are counted."),
        Key.optional("alerting", alerting(snake), "The alerts."),
        Key.optional("plugins", Shape.open(), "As for all SLOs of the file."));
  }

  private static Shape.Fields sli(boolean snake) {
    var text = Parts.SOME_TEXT;
    return new Shape.Fields(
        List.of(
            Key.optional(
                "events",
                Shape.open(
                    Key.required(snake ? "error_query" : "errorQuery", text, "Counts bad events."),
                    Key.required(snake ? "total_query" : "totalQuery", text, "Counts all events.")),
                "Bad events out of all events."),
            Key.optional(
                "raw",
                Shape.open(
                    Key.required(
                        snake ? "error_ratio_query" : "errorRatioQuery", text, "A ratio 0..1.")),
                "A ready-made ratio of bad events."),
            Key.optional(
                "plugin",
                Shape.open(
                    Key.required("id", text, "The name of the plug-in."),
                    Key.optional("options", LABELS, "Its settings.")),
                "A Go program that writes the queries; Ballast does not run it.")),
        List.of(new Rule.ExactlyOne(List.of("events", "raw", "plugin"))),
        true);
  }

  private static Shape.Fields alerting(boolean snake) {
    var alert =
        Shape.open(
            Key.optional("disable", new Shape.Flag(), "Whether to leave it out.")
                .otherwise("false"),
            Key.optional("labels", LABELS, "Its labels."),
            Key.optional("annotations", LABELS, "Its annotations."));
    return Shape.open(
        Key.optional(
            "name", Parts.TEXT, "The name of the alerts; needed unless both are disabled."),
        Key.optional("labels", LABELS, "Labels of both."),
        Key.optional("annotations", LABELS, "Annotations of both."),
        Key.optional(snake ? "page_alert" : "pageAlert", alert, "Wakes somebody."),
        Key.optional(snake ? "ticket_alert" : "ticketAlert", alert, "Waits for the morning."));
  }
}
