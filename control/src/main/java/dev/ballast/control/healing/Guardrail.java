// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;

/** One rule that stands before every action, whoever wants it. */
@FunctionalInterface
interface Guardrail {

  Verdict judge(Remediation remediation, Episode episode, Scene scene);
}
