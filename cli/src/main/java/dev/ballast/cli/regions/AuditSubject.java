// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.connect.dns.NameAudit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A name, and the policy that it is held to. */
record AuditSubject(String policy, double rtoSeconds, NameAudit.Subject subject) {

  /**
   * The policy that is named, or that has the name, or the only one there is.
   *
   * @param names what the server says of all
   */
  static AuditSubject of(JsonNode names, String name, String policy) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    List<JsonNode> all = new ArrayList<>();
    names.path("policies").forEach(all::add);
    List<String> known = all.stream().map(p -> p.path("policy").asString("")).toList();
    List<JsonNode> fitting =
        all.stream().filter(p -> policy.isEmpty() ? has(p, plain) : isCalled(p, policy)).toList();
    if (fitting.isEmpty() && policy.isEmpty() && all.size() == 1) {
      fitting = all;
    }
    if (fitting.size() != 1) {
      throw CommandFailure.usage(
          known.isEmpty()
              ? "--audit: "
                  + name
                  + " (expected: a RegionPolicy, whose RTO says how long is too"
                  + " long). Fix: docs/regions.md"
              : "--policy: %s (expected: one of %s)"
                  .formatted(policy.isEmpty() ? "missing" : policy, String.join(", ", known)));
    }
    JsonNode of = fitting.getFirst();
    return new AuditSubject(
        of.path("policy").asString(""),
        of.path("rto_seconds").asDouble(0),
        new NameAudit.Subject(
            plain,
            Duration.ofMillis((long) (of.path("allowed_ttl_seconds").asDouble(0) * 1e3)),
            regions(of),
            out(of)));
  }

  private static boolean has(JsonNode policy, String name) {
    for (JsonNode one : policy.path("names")) {
      if (one.path("name").asString("").equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCalled(JsonNode policy, String name) {
    return policy.path("policy").asString("").equals(name);
  }

  private static Map<String, String> regions(JsonNode policy) {
    Map<String, String> regions = new HashMap<>();
    for (JsonNode name : policy.path("names")) {
      for (Map.Entry<String, JsonNode> region : name.path("targets").properties()) {
        region.getValue().forEach(target -> regions.put(target.asString(""), region.getKey()));
      }
    }
    return regions;
  }

  private static Set<String> out(JsonNode policy) {
    Set<String> out = new HashSet<>();
    for (JsonNode region : policy.path("regions")) {
      if (region.path("out").asBoolean(false)) {
        out.add(region.path("name").asString(""));
      }
    }
    return out;
  }

  /** For scripts. */
  JsonNode json(NameAudit.Report report) {
    JsonMapper json = JsonMapper.shared();
    ObjectNode root = json.createObjectNode();
    root.put("name", subject.name());
    root.put("policy", policy);
    root.put("rto_seconds", rtoSeconds);
    root.put("allowed_ttl_seconds", subject.allowed().toMillis() / 1e3);
    root.put("well", report.isWell());
    ArrayNode lines = root.putArray("servers");
    for (NameAudit.Line line : report.lines()) {
      ObjectNode one = lines.addObject();
      one.put("server", line.server());
      one.put("role", line.authority() ? "authority" : "resolver");
      if (line.ttl() >= 0) {
        one.put("ttl_seconds", line.ttl());
      } else {
        one.putNull("ttl_seconds");
      }
      ArrayNode leadsTo = one.putArray("leads_to");
      line.leadsTo().forEach(leadsTo::add);
      ArrayNode findings = one.putArray("findings");
      line.findings().forEach(findings::add);
    }
    ArrayNode gaps = root.putArray("gaps");
    report.gaps().forEach(gaps::add);
    return root;
  }
}
