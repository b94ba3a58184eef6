package health.consilium.fhir;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores the FHIR package as resources, so that clients can read profiles, checklists and code systems. Done once for each
 * content of the package; of several servers that start together one does it, the others wait.
 */
@Component
@Order(0)
class PackageLoader implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(PackageLoader.class);

    /** Any number that nobody else in this database takes an advisory lock on. */
    private static final long LOCK = 7_402_615_001L;

    /** Small enough to leave memory alone, large enough to be few. */
    private static final int ENTRIES = 50;

    private final FhirPackage fhirPackage;
    private final FhirStore store;
    private final JdbcClient jdbc;
    private final DataSource dataSource;

    PackageLoader(FhirPackage fhirPackage, FhirStore store, JdbcClient jdbc, DataSource dataSource) {
        this.fhirPackage = fhirPackage;
        this.store = store;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    @Override
    public void run(ApplicationArguments arguments) throws SQLException {
        if (isLoaded()) {
            return;
        }
        // A lock of the session, not of a transaction: each part is a transaction of its own.
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            try {
                if (!isLoaded()) {
                    load();
                }
            } finally {
                statement.execute("select pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    private boolean isLoaded() {
        return jdbc.sql("select hash from fhir_package where id = 1")
                .query(String.class)
                .optional()
                .filter(fhirPackage.hash()::equals)
                .isPresent();
    }

    private void load() {
        List<Resource> resources = fhirPackage.all().stream()
                .filter(resource -> ResourceTypes.CONFORMANCE.contains(resource.fhirType()))
                // Search parameters act from the class path; as resources they would only trigger re-indexing.
                .filter(resource -> !(resource instanceof SearchParameter))
                .toList();
        for (int from = 0; from < resources.size(); from += ENTRIES) {
            store(resources.subList(from, Math.min(from + ENTRIES, resources.size())));
        }
        jdbc.sql(
                        "insert into fhir_package (id, hash) values (1, :hash) on conflict (id) do update set hash = excluded.hash")
                .param("hash", fhirPackage.hash())
                .update();
        log.info("Stored {} resources of the FHIR package", resources.size());
    }

    private void store(List<Resource> resources) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        for (Resource resource : resources) {
            Resource copy = resource.copy();
            if (copy instanceof MetadataResource canonical) {
                canonical.setText(null);
            }
            bundle.addEntry()
                    .setResource(copy)
                    .getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl(copy.fhirType() + "/" + copy.getIdElement().getIdPart());
        }
        store.transaction(bundle);
    }
}
