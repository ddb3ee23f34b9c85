// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

/** The names under which the ledger hears of incidents; each event carries {@code id}. */
public final class IncidentEvents {

  public static final String PREFIX = "incident.";
  public static final String OPENED = "incident.opened";

  /** Another cause is named, or the first; or none any more. */
  public static final String DIAGNOSED = "incident.diagnosed";

  /** It spread to another place or got worse. */
  public static final String WORSENED = "incident.worsened";

  public static final String ACKNOWLEDGED = "incident.acknowledged";
  public static final String NOTED = "incident.noted";

  /** Somebody says what the cause really was. */
  public static final String CONFIRMED = "incident.confirmed";

  /** Some of its symptoms have another cause and became an incident of their own. */
  public static final String SPLIT = "incident.split";

  /** It has the cause of an older one and is told of there. */
  public static final String MERGED = "incident.merged";

  public static final String REOPENED = "incident.reopened";
  public static final String RESOLVED = "incident.resolved";

  private IncidentEvents() {}
}
