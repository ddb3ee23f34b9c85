// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

/** Who is killed. */
enum Death {
  CONTROLLER("the controller"),
  AGENT("the controller and the agent"),
  ALL("the controller, the agent and the watchdog");

  private final String who;

  Death(String who) {
    this.who = who;
  }

  String who() {
    return who;
  }

  /** Whether somebody is left who can heal it. */
  boolean leavesAHealer(Subject subject) {
    return this != ALL || !subject.lease().equals("watchdog");
  }
}
