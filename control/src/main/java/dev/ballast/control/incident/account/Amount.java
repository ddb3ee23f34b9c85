// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

/** What is followed. */
public enum Amount {
  WAITING,
  FAILURES
}
