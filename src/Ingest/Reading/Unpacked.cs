using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Unpacks .gz and .zip under limits, so that a small file can't fill the disk.</summary>
internal static class Unpacked
{
    /// <summary>Bytes that one packed file may unpack to.</summary>
    public const long MostBytes = 20L << 30;

    /// <summary>Beyond <see cref="FreeBytes"/> a file may unpack to this many times its packed size. Exports reach 10 to 50, bombs 1,000.</summary>
    public const int MostRatio = 200;

    /// <summary>Up to this size the ratio doesn't matter.</summary>
    public const long FreeBytes = 16 << 20;

    /// <summary>Files in one archive.</summary>
    public const int MostEntries = 100;

    /// <summary>Unpacks a .gz file.</summary>
    /// <exception cref="RefusedException">Damaged, or larger than the limits allow.</exception>
    public static string Gzip(string path, string folder, CancellationToken cancel)
    {
        string target = Path.Combine(folder, "unpacked");
        try
        {
            using FileStream packed = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using GZipStream stream = new(packed, CompressionMode.Decompress);
            long written = Copy(stream, target, packed.Length, cancel);

            // A stream that was cut off ends without a word; the last four bytes tell how long it should have been.
            byte[] size = new byte[4];
            packed.Position = Math.Max(0, packed.Length - 4);
            if (packed.ReadAtLeast(size, 4, throwOnEndOfStream: false) < 4 || BinaryPrimitives.ReadUInt32LittleEndian(size) != (uint)written)
            {
                throw new RefusedException(
                    "The .gz file is damaged: it was cut off, or joined from several. Pack it again and put it in again.",
                    ".gz 文件已损坏：内容不完整，或由多个文件拼接而成。请重新压缩后放入。");
            }
        }
        catch (InvalidDataException failure)
        {
            throw new RefusedException(
                $"The .gz file is damaged: {failure.Message} Pack it again and put it in again.",
                $".gz 文件已损坏，系统提示：{failure.Message} 请重新压缩后放入。",
                failure);
        }

        return target;
    }

    /// <summary>Unpacks the files of a .zip that may be exports: hidden ones and a Mac's extra folders are passed over.</summary>
    /// <returns>Each file's name in the archive and where its copy is.</returns>
    /// <exception cref="RefusedException">Damaged, protected, empty, or larger than the limits allow.</exception>
    public static IReadOnlyList<(string Name, string Path)> Zip(string path, string folder, CancellationToken cancel)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            ZipArchiveEntry[] entries = [.. archive.Entries.Where(e => e.Name.Length > 0 && !e.Name.StartsWith('.') && !e.FullName.StartsWith("__MACOSX", StringComparison.Ordinal))];
            if (entries.Length == 0)
            {
                throw new RefusedException("The .zip file is empty. Put the exports in themselves.", ".zip 压缩包是空的。请直接放入导出文件。");
            }

            if (entries.Length > MostEntries)
            {
                throw new RefusedException(
                    string.Create(CultureInfo.InvariantCulture, $"The .zip file holds {entries.Length:N0} files; {MostEntries} is the most. Unpack it and put the exports in themselves."),
                    string.Create(CultureInfo.InvariantCulture, $".zip 压缩包内有 {entries.Length:N0} 个文件，最多允许 {MostEntries} 个。请解压后直接放入导出文件。"));
            }

            if (entries.Any(e => e.IsEncrypted))
            {
                throw new RefusedException(
                    "The .zip file is protected by a password. Unpack it and put the exports in themselves.",
                    ".zip 压缩包设有密码。请解压后直接放入导出文件。");
            }

            List<(string, string)> files = [];
            long total = 0;
            foreach (ZipArchiveEntry entry in entries)
            {
                // Names from the archive never become paths here.
                string target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"unpacked-{files.Count + 1}"));
                using Stream stream = entry.Open();
                if (Copy(stream, target, Math.Max(1, entry.CompressedLength), cancel) != entry.Length)
                {
                    throw new RefusedException(
                        $"The .zip file is damaged: {entry.FullName} ends too early. Pack it again and put it in again.",
                        $".zip 压缩包已损坏：其中的 {entry.FullName} 不完整。请重新压缩后放入。");
                }

                total += entry.Length;
                if (total > MostBytes)
                {
                    throw new RefusedException(
                        $"The .zip file unpacks to more than {MostBytes >> 30} GB in all. Unpack it and put the exports in themselves.",
                        $".zip 压缩包解压后总共超过 {MostBytes >> 30} GB。请解压后直接放入导出文件。");
                }

                files.Add((entry.FullName, target));
            }

            return files;
        }
        catch (InvalidDataException failure)
        {
            throw new RefusedException(
                $"The .zip file is damaged: {failure.Message} Pack it again and put it in again.",
                $".zip 压缩包已损坏，系统提示：{failure.Message} 请重新压缩后放入。",
                failure);
        }
    }

    private static long Copy(Stream stream, string target, long packedBytes, CancellationToken cancel)
    {
        using FileStream output = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        byte[] block = new byte[1 << 20];
        long written = 0;
        while (stream.Read(block, 0, block.Length) is > 0 and int read)
        {
            cancel.ThrowIfCancellationRequested();
            written += read;
            if (written > MostBytes || (written > FreeBytes && written / MostRatio > packedBytes))
            {
                throw new RefusedException(
                    $"The packed file unpacks to more than {(written > MostBytes ? $"{MostBytes >> 30} GB" : $"{MostRatio} times its size")}, as a file made to do harm does. Unpack it and put the exports in themselves.",
                    $"压缩文件解压后超过{(written > MostBytes ? $" {MostBytes >> 30} GB" : $"自身大小的 {MostRatio} 倍")}，与恶意构造的文件相同，已拒绝。请解压后直接放入导出文件。");
            }

            output.Write(block, 0, read);
        }

        return written;
    }
}
