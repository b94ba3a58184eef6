package health.consilium.fhir;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** One PostgreSQL: the operator's by {@code spring.datasource.url}, else one of our own in the data directory. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    @Lazy
    EmbeddedDatabase embeddedDatabase(FhirSettings settings) {
        return EmbeddedDatabase.start(settings.dataDirectory());
    }

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    @ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
    HikariDataSource dataSource(EmbeddedDatabase database) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(database.jdbcUrl());
        return dataSource;
    }

    @Bean
    SchemaMigration schemaMigration(DataSource dataSource) {
        SchemaMigration migration = new SchemaMigration(dataSource);
        migration.migrate();
        return migration;
    }
}
