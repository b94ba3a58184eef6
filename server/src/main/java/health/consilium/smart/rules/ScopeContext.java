package health.consilium.smart.rules;

import java.util.Locale;

/** On whose behalf a resource scope speaks: one patient, the signed-in user, or a system of its own. */
public enum ScopeContext {
    PATIENT,
    USER,
    SYSTEM;

    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
