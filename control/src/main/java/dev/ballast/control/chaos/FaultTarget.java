// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that faults can be done to.
 *
 * @param agent who does it: a FaultAgent's name, or {@code mesh/REGION}
 * @param service whose SLOs and budget it costs
 * @param labels its owner's words; {@code ballast.dev/faults: allowed} is the opt-in
 * @param kinds faults that can be done to it now
 * @param unable faults that cannot be done to it now, and why
 */
public record FaultTarget(
    String name,
    String agent,
    String service,
    Environment environment,
    Map<String, String> labels,
    List<String> kinds,
    Map<String, String> unable) {

  /** Who has to allow faults on a target, before any person does. */
  public static final String OPT_IN = "ballast.dev/faults";

  /** What the label of the opt-in has to say. */
  public static final String ALLOWED = "allowed";

  /** Whose users a target serves. */
  public enum Environment {
    TEST,
    STAGING,
    /** Real users: two people have to want the fault. */
    LIVE
  }

  public FaultTarget {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    kinds = List.copyOf(kinds);
    unable = Collections.unmodifiableMap(new TreeMap<>(unable));
  }

  /** What it says under this key; empty when nothing. */
  public String label(String key) {
    return switch (key) {
      case "service" -> service;
      case "agent" -> agent;
      default -> labels.getOrDefault(key, "");
    };
  }

  public boolean optedIn() {
    return ALLOWED.equals(labels.get(OPT_IN));
  }
}
