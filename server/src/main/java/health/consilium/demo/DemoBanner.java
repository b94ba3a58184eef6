package health.consilium.demo;

import health.consilium.fhir.FhirSettings;
import health.consilium.smart.DemoLogin;
import java.util.List;

/** What a newcomer needs to know once the demo runs. */
record DemoBanner(FhirSettings settings, List<DemoLogin> logins) {

    String text() {
        String origin = settings.base().replaceAll("/fhir$", "");
        StringBuilder text =
                new StringBuilder("Consilium is ready, with demo data. Never use this profile with real patients.\n\n");
        line(text, "FHIR endpoint", settings.base());
        line(text, "What it can do", settings.base() + "/metadata");
        line(text, "OpenAPI", settings.base() + "/api-docs (with a token)");
        line(text, "SMART discovery", settings.base() + "/.well-known/smart-configuration");
        line(text, "Token endpoint", origin + "/oauth2/token");
        text.append("\n  Demo logins (people sign in through the app demo-app, systems by client credentials)\n");
        logins.forEach(login -> text.append(String.format(
                "    %-18s %-32s %-12s %s%n",
                login.id(),
                login.secret(),
                String.valueOf(login.role()).toLowerCase(java.util.Locale.ROOT),
                login.fhirUser())));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-16s %s%n", name, value));
    }
}
