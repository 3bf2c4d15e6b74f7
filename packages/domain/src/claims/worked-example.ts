/**
 * The reader's worked example: the paragraphs of figures out of Báo Yên Bái of 12 December 2022, without persons. Three
 * figures do not add up: 3 open, 125,7 % of the plan, and a rate of 123,4%. Shown in the sample ward, and tested.
 */
export const WORKED_EXAMPLE = `Tổ dân phố số 7 - một trong những điển hình triển khai công tác chuyển đổi số. Đến nay, tổ đã có 852 người được cấp căn cước công dân, 417 người được cấp tài khoản xác thực định danh điện tử.

Qua kiểm tra, đánh giá năm 2022, phường đã đạt 22/25 tiêu chí theo quyết định của UBND tỉnh ban hành Quy định tiêu chuẩn công nhận "Phường, thị trấn đạt chuẩn văn minh đô thị” trên địa bàn tỉnh.

Trong công tác chuyển đổi số, phường đã thành lập Ban Chỉ đạo và 15 tổ chuyển đổi số cộng đồng với 150 thành viên; hoàn thành lắp wifi tại 13/13 nhà văn hóa tổ dân phố; 22 chi bộ triển khai sinh hoạt thường kỳ trên nền tảng "Sổ tay đảng viên điện tử”; 75% người dân trưởng thành sử dụng hình thức thanh toán không dùng tiền mặt; 100% doanh nghiệp và 51,8% hộ kinh doanh bán lẻ có thiết bị thanh toán không dùng tiền mặt; 100% hộ kinh doanh đã sử dụng hóa đơn điện tử…

Từ đầu năm 2022 đến nay, Bộ phận Hành chính công của phường đã tiếp nhận và giải quyết 5.188 hồ sơ. Kết quả, đã giải quyết xong 5.184 hồ sơ, trong đó trước hạn 5.126 hồ sơ, giải quyết đúng hạn 58 hồ sơ và đang giải quyết 3 hồ sơ; tỷ lệ triển khai dịch vụ hành chính công trực tuyến mức độ 3 đạt 477/609 hồ sơ bằng 78,3%, đạt 104,4% kế hoạch năm; tỷ lệ triển khai dịch vụ hành chính công trực tuyến mức độ 4 đạt 69/79 hồ sơ, bằng 87,3%, đạt 125,7 % kế hoạch năm; tỷ lệ người dân được hỗ trợ tạo tài khoản trên Cổng Dịch vụ công quốc gia khi nộp hồ sơ giải quyết TTHC tại Bộ phận hành chính công là 1.873/ 2.321, bằng 123,4%, đạt 307,5% kế hoạch giao và bằng 123,4% kế hoạch giao bổ sung.

Qua đó, tình hình nhân dân ổn định, không có đơn thư khiếu nại, tố cáo vượt cấp, phức tạp, kéo dài và không có đơn thư tập trung đông người...`;
