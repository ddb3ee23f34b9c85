// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

/** One thing that can be learned from a run. */
public interface Formula {

  /** From 1. */
  int number();

  /** A stable name. */
  String id();

  /** What it measures. */
  String title();

  Ruling judge(RunRecord run);
}
