// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.config;

import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.Reading;
import java.util.List;

/** Whoever else acts on what a folder says, and may be unable to: an error refuses it whole. */
@FunctionalInterface
public interface Veto {

  List<Problem> problems(Reading reading);
}
