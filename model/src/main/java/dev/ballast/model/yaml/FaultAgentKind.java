// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of a {@code FaultAgent}. */
final class FaultAgentKind {

  private static final Shape.Text LOOPBACK =
      Parts.text(
          "http://, a loopback address and a port, such as http://127.0.0.1:7790",
          "http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5}",
          60);

  private static final Shape.Text PATH = Parts.text("an absolute path", "/.*", 1000);

  private static final Shape.Text JDBC =
      Parts.text(
          "an address such as jdbc:postgresql://127.0.0.1/db", "jdbc:postgresql:[^\\s]+", 2000);

  private static final Shape.Numeric PORT =
      new Shape.Numeric("a port, 1..65535", 1, true, 65535, true);

  private static final Shape.ListOf COMMAND = new Shape.ListOf(Parts.SOME_TEXT, 1, 100);

  private static final Shape.Fields FROM =
      new Shape.Fields(
          List.of(
              Key.optional(
                  "env",
                  Parts.text("the name of an environment variable", "[A-Za-z_][A-Za-z0-9_]*", 256),
                  "A variable of the environment."),
              Key.optional("file", Parts.SOME_TEXT, "A file.")),
          List.of(new Rule.ExactlyOne(List.of("env", "file"))));

  private static final Shape.Fields PROXY =
      Shape.fields(
          Key.required("api", LOOPBACK, "Toxiproxy's API of a Ballast mesh on this host.")
              .example("http://127.0.0.1:8474"),
          Key.required("name", Parts.SOME_TEXT, "The proxy through which the target is reached.")
              .example("payments"));

  private static final Shape.Fields DATABASE =
      Shape.fields(
          Key.required("url", JDBC, "Where it is, without a password.")
              .example("jdbc:postgresql://127.0.0.1/shop"),
          Key.required("user", Parts.SOME_TEXT, "Who does it.").example("chaos"),
          Key.optional("passwordFrom", FROM, "Where the password is kept.").otherwise("none"));

  private static final Shape.Fields SCRIPT =
      Shape.fields(
          Key.required("name", Parts.NAME, "What the fault is called.").example("clock-skew"),
          Key.required("apply", COMMAND, "Does it.").example("[/opt/chaos/skew, start]"),
          Key.required("verify", COMMAND, "Ends with 0 while it is effective, and not otherwise.")
              .example("[/opt/chaos/skew, check]"),
          Key.required("heal", COMMAND, "Undoes it; has to be safe to run twice.")
              .example("[/opt/chaos/skew, stop]"),
          Key.optional("timeout", RegionPolicyKind.TIME, "After which a command is killed.")
              .otherwise("5s"));

  private static final Shape.Fields TARGET =
      Shape.fields(
          Key.required("name", Parts.NAME, "What it is called, once in all agents.")
              .example("payments-1"),
          Key.required("service", Parts.NAME, "Whose errors it causes.").example("payments"),
          Key.optional(
              "labels",
              new Shape.MapOf(Parts.TEXT),
              "By which it is chosen. Nothing is done to it without"
                  + " `ballast.dev/faults: allowed`."),
          Key.optional("pidFile", PATH, "A file whose first line is its process."),
          Key.optional("restart", COMMAND, "Starts it again after `process.kill`.")
              .otherwise("whoever supervises it does"),
          Key.optional("cgroup", PATH, "The folder of its control group, for it alone."),
          Key.optional("port", PORT, "Where it listens, TCP."),
          Key.optional("proxy", PROXY, "What is in the way to it where faults can be done."),
          Key.optional(
              "mesh", LOOPBACK, "The admin API of a mesh through which its service is called."),
          Key.optional("database", DATABASE, "How to ask it, when it is a PostgreSQL."),
          Key.optional("scripts", Shape.listOf(SCRIPT), "Faults of its own."));

  private static final Shape.Fields SPEC =
      Shape.fields(
          Key.required("address", LOOPBACK, "Its API; loopback only, a tunnel leads further.")
              .example("http://127.0.0.1:7790"),
          Key.required("tokenFrom", FROM, "Where the token is kept that its callers know.")
              .example("{env: BALLAST_FAULT_TOKEN}"),
          Key.optional(
                  "environment",
                  Shape.oneOf("test", "staging", "live"),
                  "Whose users are at stake; `live` needs two people.")
              .otherwise("live"),
          Key.optional("data", PATH, "The folder of its journal.")
              .otherwise("`/var/lib/ballast-faults`"),
          Key.optional(
                  "keepReachable",
                  Shape.listOf(PORT),
                  "Ports that no fault cuts, beside 22 and its own.")
              .otherwise("none"),
          Key.required("targets", new Shape.ListOf(TARGET, 1, 1000), "What faults are done to.")
              .example("[{name: payments-1, service: payments, pidFile: /run/payments.pid}]"));

  static final Shape.Fields FAULT_AGENT =
      Parts.ballast(
          "FaultAgent",
          Key.required("spec", SPEC, "Where it is, and what faults can be done to.")
              .example("{address: http://127.0.0.1:7790}"));

  private FaultAgentKind() {}
}
