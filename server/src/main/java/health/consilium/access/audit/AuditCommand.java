package health.consilium.access.audit;

import java.io.PrintStream;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;

/**
 * {@code java -jar consilium-server.jar verify-audit [--expect=<head>]}: verifies the audit trail of the database that
 * {@code spring.datasource.*} names, without starting a server. Exit status 0: it holds; 1: it does not; 2: it could not be
 * read.
 */
public final class AuditCommand {

    public static final String NAME = "verify-audit";

    private AuditCommand() {}

    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class})
    @Import(AuditVerifier.class)
    static class Context {}

    public static int run(String[] args, PrintStream out) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Context.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers(AuditCommand::requireDatabase);
        try (ConfigurableApplicationContext context = application.run(args)) {
            return tell(
                    context.getBean(AuditVerifier.class)
                            .verify(context.getEnvironment().getProperty("expect")),
                    out);
        } catch (NoDatabaseException none) {
            out.println(none.getMessage());
            return 2;
        } catch (RuntimeException failure) {
            out.println("The audit trail could not be read: "
                    + NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
            return 2;
        }
    }

    private static final class NoDatabaseException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoDatabaseException() {
            super("Name the database: --spring.datasource.url=jdbc:postgresql://…, or ask the running server by"
                    + " POST [base]/AuditEvent/$verify-trail.");
        }
    }

    /** Before Spring looks for one, and says so in its own words. */
    private static void requireDatabase(ConfigurableApplicationContext context) {
        if (context.getEnvironment().getProperty("spring.datasource.url", "").isEmpty()) {
            throw new NoDatabaseException();
        }
    }

    private static int tell(AuditVerifier.Verification found, PrintStream out) {
        found.faults().forEach(fault -> out.println("FAULT  " + fault));
        out.println((found.holds() ? "The audit trail holds. " : "The audit trail does not hold. ") + found.links()
                + " events, " + found.pending() + " waiting to be linked. Head: " + found.head());
        return found.holds() ? 0 : 1;
    }
}
