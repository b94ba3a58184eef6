package health.consilium.smart;

import java.util.Locale;

/** Who registered a client. Another way of registration (such as UDAP) would be another value. */
public enum RegistrationSource {
    /** An administrator, by the clients' API. */
    ADMINISTRATOR,
    /** The operator's file, {@code consilium.smart.clients-file}, which alone changes it. */
    FILE,
    /** The demo. */
    DEMO;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RegistrationSource ofStored(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
