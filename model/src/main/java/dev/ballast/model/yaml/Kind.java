// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of resources that can be read, each with its table of keys. */
enum Kind {
  SERVICE(Parts.BALLAST, "Service"),
  REGION(Parts.BALLAST, "Region"),
  CAPACITY(Parts.BALLAST, "Capacity"),
  MAINTENANCE(Parts.BALLAST, "Maintenance"),
  WEBHOOK(Parts.BALLAST, "Webhook"),
  ON_CALL_SCHEDULE(Parts.BALLAST, "OnCallSchedule"),
  ESCALATION_POLICY(Parts.BALLAST, "EscalationPolicy"),
  GATE_POLICY(Parts.BALLAST, "GatePolicy"),
  COST_MODEL(Parts.BALLAST, "CostModel"),
  INVESTMENT(Parts.BALLAST, "Investment"),
  MESH(Parts.BALLAST, "Mesh"),
  REGION_POLICY(Parts.BALLAST, "RegionPolicy"),
  REMEDIATION(Parts.BALLAST, "Remediation"),
  FAULT_AGENT(Parts.BALLAST, "FaultAgent"),
  REPLICATION(Parts.BALLAST, "Replication"),
  EXPERIMENT(Parts.BALLAST, "Experiment"),
  GAME_DAY(Parts.BALLAST, "GameDay"),
  OPENSLO_SERVICE(Parts.OPENSLO, "Service"),
  SLO(Parts.OPENSLO, "SLO"),
  SLI(Parts.OPENSLO, "SLI"),
  DATA_SOURCE(Parts.OPENSLO, "DataSource"),
  ALERT_POLICY(Parts.OPENSLO, "AlertPolicy"),
  ALERT_CONDITION(Parts.OPENSLO, "AlertCondition"),
  ALERT_NOTIFICATION_TARGET(Parts.OPENSLO, "AlertNotificationTarget"),
  ALPHA_SERVICE(Parts.OPENSLO_ALPHA, "Service"),
  ALPHA_SLO(Parts.OPENSLO_ALPHA, "SLO"),
  SERVICE_2(Parts.OPENSLO_2, "Service"),
  SLO_2(Parts.OPENSLO_2, "SLO"),
  SLI_2(Parts.OPENSLO_2, "SLI"),
  DATA_SOURCE_2(Parts.OPENSLO_2, "DataSource"),
  ALERT_POLICY_2(Parts.OPENSLO_2, "AlertPolicy"),
  ALERT_CONDITION_2(Parts.OPENSLO_2, "AlertCondition"),
  ALERT_NOTIFICATION_TARGET_2(Parts.OPENSLO_2, "AlertNotificationTarget"),
  SLOTH(Parts.SLOTH, "PrometheusServiceLevel"),
  SLOTH_WINDOWS(Parts.SLOTH, "AlertWindows"),
  PYRRA(Parts.PYRRA, "ServiceLevelObjective"),
  COMPONENT(Parts.BACKSTAGE, "Component"),
  RESOURCE(Parts.BACKSTAGE, "Resource"),
  API(Parts.BACKSTAGE, "API"),
  SYSTEM(Parts.BACKSTAGE, "System"),
  CANARY(Parts.FLAGGER, "Canary"),
  METRIC_TEMPLATE(Parts.FLAGGER, "MetricTemplate"),
  ALERT_PROVIDER(Parts.FLAGGER, "AlertProvider");

  private final String version;
  private final String word;

  Kind(String version, String word) {
    this.version = version;
    this.word = word;
  }

  static Optional<Kind> of(String version, String word) {
    String known = current(version);
    return Arrays.stream(values())
        .filter(kind -> kind.version.equals(known) && kind.word.equals(word))
        .findFirst();
  }

  /** The format that stands for all that are read alike. */
  private static String current(String version) {
    if (version.equals(Parts.BACKSTAGE_BETA)) {
      return Parts.BACKSTAGE;
    }
    return FlaggerParts.VERSIONS.contains(version) ? Parts.FLAGGER : version;
  }

  static List<String> versions() {
    return Arrays.stream(values()).map(Kind::version).distinct().toList();
  }

  static List<String> wordsOf(String version) {
    return Arrays.stream(values()).filter(k -> k.version.equals(version)).map(Kind::word).toList();
  }

  /** The versions that have a kind of this word. */
  static List<String> versionsOf(String word) {
    return Arrays.stream(values()).filter(k -> k.word.equals(word)).map(Kind::version).toList();
  }

  String version() {
    return version;
  }

  /** As written in files; kinds of the same word share their names. */
  String word() {
    return word;
  }

  Shape.Fields shape() {
    return switch (this) {
      case SERVICE -> BallastKinds.SERVICE;
      case REGION -> BallastKinds.REGION;
      case CAPACITY -> CapacityKind.CAPACITY;
      case MAINTENANCE -> MaintenanceKind.MAINTENANCE;
      case WEBHOOK -> WebhookKind.WEBHOOK;
      case ON_CALL_SCHEDULE -> OnCallKinds.SCHEDULE;
      case ESCALATION_POLICY -> OnCallKinds.POLICY;
      case GATE_POLICY -> GatePolicyKind.GATE_POLICY;
      case COST_MODEL -> CostKinds.COST_MODEL;
      case INVESTMENT -> CostKinds.INVESTMENT;
      case MESH -> MeshKeys.MESH;
      case REGION_POLICY -> RegionPolicyKind.REGION_POLICY;
      case REMEDIATION -> RemediationKind.REMEDIATION;
      case FAULT_AGENT -> FaultAgentKind.FAULT_AGENT;
      case REPLICATION -> ReplicationKind.REPLICATION;
      case EXPERIMENT -> ExperimentKind.EXPERIMENT;
      case GAME_DAY -> GameDayKind.GAME_DAY;
      case OPENSLO_SERVICE -> OpenSloKinds.SERVICE;
      case SLO -> OpenSloKinds.SLO;
      case SLI -> OpenSloKinds.SLI;
      case DATA_SOURCE -> OpenSloKinds.DATA_SOURCE;
      case ALERT_POLICY -> AlertKinds.POLICY;
      case ALERT_CONDITION -> AlertKinds.CONDITION;
      case ALERT_NOTIFICATION_TARGET -> AlertKinds.TARGET;
      case ALPHA_SERVICE -> OpenSloAlphaKinds.SERVICE;
      case ALPHA_SLO -> OpenSloAlphaKinds.SLO;
      case SERVICE_2 -> OpenSlo2Kinds.SERVICE;
      case SLO_2 -> OpenSlo2Kinds.SLO;
      case SLI_2 -> OpenSlo2Kinds.SLI;
      case DATA_SOURCE_2 -> OpenSlo2Kinds.DATA_SOURCE;
      case ALERT_POLICY_2 -> AlertKinds.POLICY_2;
      case ALERT_CONDITION_2 -> AlertKinds.CONDITION_2;
      case ALERT_NOTIFICATION_TARGET_2 -> AlertKinds.TARGET_2;
      case SLOTH -> SlothKinds.SERVICE_LEVEL;
      case SLOTH_WINDOWS -> SlothKinds.WINDOWS;
      case PYRRA -> PyrraKind.OBJECTIVE;
      case COMPONENT -> BackstageKinds.COMPONENT;
      case RESOURCE -> BackstageKinds.RESOURCE;
      case API -> BackstageKinds.API;
      case SYSTEM -> BackstageKinds.SYSTEM;
      case CANARY -> FlaggerKinds.CANARY;
      case METRIC_TEMPLATE -> FlaggerKinds.METRIC_TEMPLATE;
      case ALERT_PROVIDER -> FlaggerKinds.ALERT_PROVIDER;
    };
  }

  /** Kinds of the same shelf share their names: what is a service by any format is one. */
  String shelf() {
    return this == COMPONENT || this == RESOURCE ? SERVICE.word : word;
  }

  boolean isOfBackstage() {
    return version.equals(Parts.BACKSTAGE);
  }

  /** Of any version of OpenSLO. */
  boolean isOfOpenSlo() {
    return version.equals(Parts.OPENSLO)
        || version.equals(Parts.OPENSLO_ALPHA)
        || version.equals(Parts.OPENSLO_2);
  }

  /** Whether its names are unique in a namespace only. */
  boolean isOfFlagger() {
    return version.equals(Parts.FLAGGER);
  }

  boolean isAboutAlerts() {
    return isOfOpenSlo() && word.startsWith("Alert");
  }
}
