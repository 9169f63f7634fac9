package io.doorstep.benchmarks.servers;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.OperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a virtual machine says of itself. */
public final class RunningJvm implements AutoCloseable {
    private static final int COLLECTIONS = 3;

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private RunningJvm(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    /** The address comes from a process that this one started. */
    @SuppressWarnings("BanJNDI")
    static RunningJvm attach(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                return new RunningJvm(JMXConnectorFactory.connect(
                        new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of the heap that are in use once the garbage has been collected. */
    public long heapAfterCollection() {
        MemoryMXBean memory = bean(MemoryMXBean.class);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** Bytes outside the heap that are held by buffers. */
    public long directMemory() {
        try {
            List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(beans, BufferPoolMXBean.class);
            return pools.stream().filter(pool -> pool.getName().equals("direct"))
                    .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Platform threads that are alive. */
    public int threads() {
        return bean(ThreadMXBean.class).getThreadCount();
    }

    /** Nanoseconds of processor time that it has used. */
    public long cpuNanos() {
        return bean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Writes all threads, virtual ones too, to a file that is not there yet. */
    public void dumpThreads(Path file) {
        try {
            bean(HotSpotDiagnosticMXBean.class).dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends PlatformManagedObject> T bean(Class<T> type) {
        try {
            return ManagementFactory.getPlatformMXBean(beans, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException _) {
            // The other end is gone already.
        }
    }
}
