<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About tryon</source>
            <translation>关于 tryon</translation>
        </message>
        <message>
            <source>Virtual try-on on your own machine: your photos never leave it.</source>
            <translation>在您自己的电脑上虚拟试衣：照片绝不会离开这台电脑。</translation>
        </message>
        <message>
            <source>Free software under the {licence}.</source>
            <translation>自由软件，许可证为 {licence}。</translation>
        </message>
        <message>
            <source>It is made of</source>
            <translation>它的组成</translation>
        </message>
        <message>
            <source>The bundled parser and the reader of garments are trained for tryon; the licences of the models and of the samples are beside them in the folder assets.</source>
            <translation>内置解析模型和服装识别模型专为 tryon 训练；模型与示例的许可证位于 assets 文件夹中它们旁边。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;Open…</source>
            <translation>打开(&amp;O)…</translation>
        </message>
        <message>
            <source>&amp;Paste photo</source>
            <translation>粘贴照片(&amp;P)</translation>
        </message>
        <message>
            <source>Open the copied picture</source>
            <translation>打开剪贴板中的图片</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>导出(&amp;E)…</translation>
        </message>
        <message>
            <source>Save the result at full size</source>
            <translation>以原始尺寸保存结果</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Undo: {step}</source>
            <translation>撤销(&amp;U)：{step}</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>重做(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Redo: {step}</source>
            <translation>重做(&amp;R)：{step}</translation>
        </message>
        <message>
            <source>&amp;New window</source>
            <translation>新建窗口(&amp;N)</translation>
        </message>
        <message>
            <source>Open a photo or a look</source>
            <translation>打开照片或造型</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>保存(&amp;S)</translation>
        </message>
        <message>
            <source>Save the look, to go on with it later</source>
            <translation>保存造型，以便以后继续</translation>
        </message>
        <message>
            <source>Save &amp;as…</source>
            <translation>另存为(&amp;A)…</translation>
        </message>
        <message>
            <source>Save the look to another file</source>
            <translation>将造型保存到另一个文件</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>关闭(&amp;C)</translation>
        </message>
        <message>
            <source>Close the look</source>
            <translation>关闭造型</translation>
        </message>
        <message>
            <source>&amp;Many photos at once…</source>
            <translation>批量处理照片(&amp;M)…</translation>
        </message>
        <message>
            <source>Put many photos in many garments, and save the pictures</source>
            <translation>让许多照片穿上许多服装，并保存图片</translation>
        </message>
        <message>
            <source>Export a&amp;gain</source>
            <translation>再次导出(&amp;G)</translation>
        </message>
        <message>
            <source>Export to the same file as the last time</source>
            <translation>导出到上次的同一个文件</translation>
        </message>
        <message>
            <source>&amp;Take off garment</source>
            <translation>脱下服装(&amp;T)</translation>
        </message>
        <message>
            <source>Take off the garment</source>
            <translation>脱下这件服装</translation>
        </message>
        <message>
            <source>A&amp;djust</source>
            <translation>调整(&amp;D)</translation>
        </message>
        <message>
            <source>Adjust the garment by hand</source>
            <translation>手动调整服装</translation>
        </message>
        <message>
            <source>Si&amp;zes…</source>
            <translation>尺码(&amp;Z)…</translation>
        </message>
        <message>
            <source>See the garment in each size of the shop's table</source>
            <translation>查看服装在商店尺码表中各个尺码的效果</translation>
        </message>
        <message>
            <source>Rule&amp;r</source>
            <translation>标尺(&amp;R)</translation>
        </message>
        <message>
            <source>Centimetres beside the person</source>
            <translation>人物旁的厘米标尺</translation>
        </message>
        <message>
            <source>Correct people and clot&amp;hes</source>
            <translation>更正人物与服装(&amp;H)</translation>
        </message>
        <message>
            <source>Correct who and what was seen in the photo</source>
            <translation>更正照片中识别出的人物和服装</translation>
        </message>
        <message>
            <source>Reset to &amp;photo</source>
            <translation>恢复原照片(&amp;P)</translation>
        </message>
        <message>
            <source>Take everything off</source>
            <translation>脱下全部服装</translation>
        </message>
        <message>
            <source>&amp;Clear selection</source>
            <translation>取消选择(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Add garment…</source>
            <translation>添加服装(&amp;A)…</translation>
        </message>
        <message>
            <source>Add your own garment</source>
            <translation>添加自己的服装</translation>
        </message>
        <message>
            <source>Paste &amp;garment</source>
            <translation>粘贴服装(&amp;G)</translation>
        </message>
        <message>
            <source>Add the copied picture to the garments</source>
            <translation>把复制的图片添加为服装</translation>
        </message>
        <message>
            <source>&amp;Find garments</source>
            <translation>查找服装(&amp;F)</translation>
        </message>
        <message>
            <source>Search the garments</source>
            <translation>在服装中搜索</translation>
        </message>
        <message>
            <source>Fa&amp;vourite</source>
            <translation>收藏(&amp;V)</translation>
        </message>
        <message>
            <source>Make the garment a favourite, or no more</source>
            <translation>收藏这件服装，或取消收藏</translation>
        </message>
        <message>
            <source>&amp;Details of the garment…</source>
            <translation>服装详情(&amp;D)…</translation>
        </message>
        <message>
            <source>Tags, collections, shop, price, size and notes</source>
            <translation>标签、合集、商店、价格、尺码和备注</translation>
        </message>
        <message>
            <source>&amp;Take from another photo…</source>
            <translation>从其他照片取下(&amp;T)…</translation>
        </message>
        <message>
            <source>Take what somebody wears in another photo</source>
            <translation>取下另一张照片中某人所穿的衣服</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>适合</translation>
        </message>
        <message>
            <source>Adjust</source>
            <translation>调整</translation>
        </message>
        <message>
            <source>Take off</source>
            <translation>脱下</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>&amp;Fit to window</source>
            <translation>适合窗口(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Actual size</source>
            <translation>实际大小(&amp;A)</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>放大(&amp;I)</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>缩小(&amp;O)</translation>
        </message>
        <message>
            <source>A&amp;utomatic</source>
            <translation>自动(&amp;U)</translation>
        </message>
        <message>
            <source>As suits the photo's shape</source>
            <translation>按照片的形状</translation>
        </message>
        <message>
            <source>&amp;One view</source>
            <translation>单个视图(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Side by side</source>
            <translation>左右并排(&amp;S)</translation>
        </message>
        <message>
            <source>One &amp;below the other</source>
            <translation>上下排列(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Result alone</source>
            <translation>仅结果(&amp;R)</translation>
        </message>
        <message>
            <source>People and &amp;clothes in colour</source>
            <translation>彩色标出人物和衣服(&amp;C)</translation>
        </message>
        <message>
            <source>People and clothes in colour, in place of the result</source>
            <translation>以彩色标出人物和衣服，代替结果</translation>
        </message>
        <message>
            <source>&amp;Wall of looks</source>
            <translation>试穿墙(&amp;W)</translation>
        </message>
        <message>
            <source>See the photo in every garment that is listed</source>
            <translation>看照片中的人穿上列表里的每件衣服</translation>
        </message>
        <message>
            <source>Co&amp;mpare looks</source>
            <translation>比较试穿(&amp;M)</translation>
        </message>
        <message>
            <source>Side by side: select two to four looks with Ctrl + click</source>
            <translation>并排显示：按住 Ctrl 点选二到四个试穿</translation>
        </message>
        <message>
            <source>F&amp;ull screen</source>
            <translation>全屏(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Copy picture</source>
            <translation>复制图片(&amp;C)</translation>
        </message>
        <message>
            <source>Copy the result, to paste it elsewhere</source>
            <translation>复制结果，以便粘贴到别处</translation>
        </message>
        <message>
            <source>&amp;Keys and mouse</source>
            <translation>按键和鼠标(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Split before/after</source>
            <translation>前后对比分割线(&amp;S)</translation>
        </message>
        <message>
            <source>Before and after side by side</source>
            <translation>左右对比试穿前后</translation>
        </message>
        <message>
            <source>What is &amp;guessed</source>
            <translation>推测的部分(&amp;G)</translation>
        </message>
        <message>
            <source>Which pixels are the photo's, which the garment's, which guessed</source>
            <translation>哪些像素来自照片，哪些来自服装，哪些是推测的</translation>
        </message>
        <message>
            <source>S&amp;keleton</source>
            <translation>骨架(&amp;K)</translation>
        </message>
        <message>
            <source>Joints of each person</source>
            <translation>每个人的关节</translation>
        </message>
        <message>
            <source>&amp;Before and after…</source>
            <translation>试穿前后对比图(&amp;B)…</translation>
        </message>
        <message>
            <source>The photo and the result side by side, as one picture</source>
            <translation>把原照片和结果并排放在一张图片里</translation>
        </message>
        <message>
            <source>&amp;Page with a slider…</source>
            <translation>带滑块的网页(&amp;P)…</translation>
        </message>
        <message>
            <source>A web page with a line to drag, in one file</source>
            <translation>一个可以拖动分界线的网页，只有一个文件</translation>
        </message>
        <message>
            <source>&amp;Animation…</source>
            <translation>动画(&amp;A)…</translation>
        </message>
        <message>
            <source>From before to after and back, for ever</source>
            <translation>从试穿前到试穿后，再回到试穿前，循环播放</translation>
        </message>
        <message>
            <source>&amp;What is guessed…</source>
            <translation>推测的部分(&amp;W)…</translation>
        </message>
        <message>
            <source>The result with the garment in blue and what is guessed in orange</source>
            <translation>结果图片，服装为蓝色，推测的部分为橙色</translation>
        </message>
        <message>
            <source>&amp;Map of what is guessed…</source>
            <translation>推测部分图(&amp;M)…</translation>
        </message>
        <message>
            <source>Black is the photo, grey the garment, white guessed</source>
            <translation>黑色是照片，灰色是服装，白色是推测的</translation>
        </message>
        <message>
            <source>&amp;Keep as outfit…</source>
            <translation>存为穿搭(&amp;K)…</translation>
        </message>
        <message>
            <source>Keep what the person wears under a name, to wear it again</source>
            <translation>以名称保存此人的穿着，以便再次穿上</translation>
        </message>
        <message>
            <source>Keep as outfit</source>
            <translation>存为穿搭</translation>
        </message>
        <message>
            <source>&amp;Copy clothes</source>
            <translation>复制衣服(&amp;C)</translation>
        </message>
        <message>
            <source>Copy what was put on the person, for another person or photo</source>
            <translation>复制给此人穿上的衣服，用于其他人物或照片</translation>
        </message>
        <message>
            <source>&amp;Paste clothes</source>
            <translation>粘贴衣服(&amp;P)</translation>
        </message>
        <message>
            <source>Put the copied clothes on the person</source>
            <translation>给此人穿上复制的衣服</translation>
        </message>
        <message>
            <source>&amp;Dress everyone alike</source>
            <translation>所有人穿一样(&amp;D)</translation>
        </message>
        <message>
            <source>Put on everybody what was put on this person</source>
            <translation>把此人穿上的衣服给所有人穿上</translation>
        </message>
        <message>
            <source>S&amp;wap clothes</source>
            <translation>互换衣服(&amp;W)</translation>
        </message>
        <message>
            <source>Two people change clothes</source>
            <translation>两个人互换衣服</translation>
        </message>
        <message>
            <source>&amp;New variant</source>
            <translation>新建方案(&amp;N)</translation>
        </message>
        <message>
            <source>Keep this as a variant, and go on with another one</source>
            <translation>把现在的样子留作一个方案，继续做另一个</translation>
        </message>
        <message>
            <source>&amp;Rename variant…</source>
            <translation>重命名方案(&amp;R)…</translation>
        </message>
        <message>
            <source>D&amp;elete variant</source>
            <translation>删除方案(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Variants side by side</source>
            <translation>并排比较方案(&amp;V)</translation>
        </message>
        <message>
            <source>See the variants of this look side by side</source>
            <translation>并排查看此造型的各个方案</translation>
        </message>
        <message>
            <source>&amp;Person outlines</source>
            <translation>人物轮廓(&amp;P)</translation>
        </message>
        <message>
            <source>C&amp;orrect garment…</source>
            <translation>校正服装(&amp;O)…</translation>
        </message>
        <message>
            <source>Correct the garment's outline, and where its neckline, hem and so on are</source>
            <translation>校正服装的轮廓，以及领口、下摆等的位置</translation>
        </message>
        <message>
            <source>Line around each person</source>
            <translation>显示每个人的轮廓线</translation>
        </message>
        <message>
            <source>&amp;Legend</source>
            <translation>图例(&amp;L)</translation>
        </message>
        <message>
            <source>Which colour is which part</source>
            <translation>颜色与部位对照</translation>
        </message>
        <message>
            <source>M2FP &amp;weights folder…</source>
            <translation>M2FP 权重文件夹(&amp;W)…</translation>
        </message>
        <message>
            <source>&amp;Models…</source>
            <translation>模型(&amp;M)…</translation>
        </message>
        <message>
            <source>Download weights of other parsers</source>
            <translation>下载其他解析模型的权重</translation>
        </message>
        <message>
            <source>&amp;Privacy…</source>
            <translation>隐私(&amp;P)…</translation>
        </message>
        <message>
            <source>What is kept on this computer, and how to delete it</source>
            <translation>这台电脑上保存了什么，以及如何删除</translation>
        </message>
        <message>
            <source>Copy &amp;diagnostics</source>
            <translation>复制诊断信息(&amp;D)</translation>
        </message>
        <message>
            <source>Copy versions, platform and the end of the log, to report a problem</source>
            <translation>复制版本、平台和日志末尾，用于报告问题</translation>
        </message>
        <message>
            <source>&amp;About tryon</source>
            <translation>关于 tryon(&amp;A)</translation>
        </message>
    </context>
    <context>
        <name>AddingTray</name>
        <message>
            <source>Reading {number} of {count}</source>
            <translation>正在读取第 {number} 张，共 {count} 张</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Keep what was added, and read no more</source>
            <translation>保留已添加的，不再读取其余图片</translation>
        </message>
        <message>
            <source>{count} not added</source>
            <translation>{count} 张未添加</translation>
        </message>
        <message>
            <source>Dismiss all</source>
            <translation>全部忽略</translation>
        </message>
    </context>
    <context>
        <name>AdjustPanel</name>
        <message>
            <source>By hand</source>
            <translation>手动</translation>
        </message>
        <message>
            <source>As fitted</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Legs</source>
            <translation>裤腿长度</translation>
        </message>
        <message>
            <source>Sleeves</source>
            <translation>袖长</translation>
        </message>
        <message>
            <source>Adjust</source>
            <translation>调整</translation>
        </message>
        <message>
            <source>Adjust the garment by hand (A)</source>
            <translation>手动调整服装 (A)</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>版型</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>光线</translation>
        </message>
        <message>
            <source>Shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>复位</translation>
        </message>
        <message>
            <source>Reset all: everything as it was fitted</source>
            <translation>全部复位：恢复为自动试穿的样子</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>全部复位</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>褶皱</translation>
        </message>
        <message>
            <source>Folds and shadows of the worn clothes</source>
            <translation>原来衣服的褶皱与明暗</translation>
        </message>
        <message>
            <source>Colour match</source>
            <translation>色彩匹配</translation>
        </message>
        <message>
            <source>Share of the photo's light</source>
            <translation>采用照片光线的程度</translation>
        </message>
        <message>
            <source>Grain</source>
            <translation>颗粒</translation>
        </message>
        <message>
            <source>Noise and blur as in the photo</source>
            <translation>与照片一致的噪点与模糊</translation>
        </message>
        <message>
            <source>Shadows</source>
            <translation>阴影</translation>
        </message>
        <message>
            <source>Contact shadows under arms, hair and collar</source>
            <translation>手臂、头发和衣领下的接触阴影</translation>
        </message>
        <message>
            <source>Soft edge</source>
            <translation>边缘柔化</translation>
        </message>
        <message>
            <source>How broad the soft edge is</source>
            <translation>柔和边缘的宽度</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <source>Width of the garment around the body</source>
            <translation>服装围绕身体的宽度</translation>
        </message>
        <message>
            <source>Length of the sleeves or legs</source>
            <translation>袖子或裤腿的长度</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>衣长</translation>
        </message>
        <message>
            <source>Length of the garment's body</source>
            <translation>衣身的长度</translation>
        </message>
        <message>
            <source>See the garment in each size of the shop's table</source>
            <translation>查看服装在商店尺码表中各个尺码的效果</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺码</translation>
        </message>
        <message>
            <source>See sizes…</source>
            <translation>查看尺码…</translation>
        </message>
        <message>
            <source>See sizes</source>
            <translation>查看尺码</translation>
        </message>
        <message>
            <source>Hem</source>
            <translation>下摆</translation>
        </message>
        <message>
            <source>Whether the hem goes into what is worn below</source>
            <translation>下摆是否塞进下装</translation>
        </message>
        <message>
            <source>Arrow keys move, with Ctrl they scale and turn; Shift makes larger steps.</source>
            <translation>方向键移动，按住 Ctrl 缩放和旋转，按住 Shift 步幅更大。</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Auto</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Tucked</source>
            <translation>塞入</translation>
        </message>
        <message>
            <source>Over</source>
            <translation>外放</translation>
        </message>
        <message>
            <source>Bend the garment by the points of a mesh</source>
            <translation>用网格点弯曲服装</translation>
        </message>
        <message>
            <source>Mesh</source>
            <translation>网格</translation>
        </message>
        <message>
            <source>Reset mesh</source>
            <translation>重置网格</translation>
        </message>
        <message>
            <source>Edit on the picture</source>
            <translation>在图上编辑</translation>
        </message>
        <message>
            <source>Drag the points; arrow keys move the one chosen last. Esc ends it.</source>
            <translation>拖动网格点；方向键移动最后选中的点。按 Esc 结束。</translation>
        </message>
        <message>
            <source>Drag the frame and the diamonds, or use the arrow keys.</source>
            <translation>拖动方框和菱形，或使用方向键。</translation>
        </message>
    </context>
    <context>
        <name>BatchDialog</name>
        <message>
            <source>Photos of people</source>
            <translation>人物照片</translation>
        </message>
        <message>
            <source>Pictures of garments</source>
            <translation>服装图片</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>保存结果的文件夹</translation>
        </message>
        <message>
            <source>Without a result: {n}</source>
            <translation>没有结果：{n}</translation>
        </message>
        <message>
            <source>Finishing what is begun…</source>
            <translation>正在完成已开始的部分…</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>正在启动…</translation>
        </message>
        <message>
            <source>Pictures to make: {n}; those that are there already stay.</source>
            <translation>要制作的图片：{n}；已有的图片保持不变。</translation>
        </message>
        <message>
            <source>Choose photos of people, and garments.</source>
            <translation>请选择人物照片和服装。</translation>
        </message>
        <message>
            <source>{over} of {all}</source>
            <translation>{over} / {all}</translation>
        </message>
        <message>
            <source>{over} of {all}, {time} left</source>
            <translation>{over} / {all}，剩余 {time}</translation>
        </message>
        <message>
            <source>{n} made</source>
            <translation>已制作 {n}</translation>
        </message>
        <message>
            <source>{n} were there already</source>
            <translation>{n} 个已存在</translation>
        </message>
        <message>
            <source>{n} left to do</source>
            <translation>{n} 个未完成</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>尚未选择</translation>
        </message>
        <message>
            <source>{n} photos: {name}, …</source>
            <translation>{n} 张照片：{name} 等</translation>
        </message>
        <message>
            <source>those that the window lists: {n}</source>
            <translation>窗口中列出的服装：{n}</translation>
        </message>
        <message>
            <source>{folder}: {n}</source>
            <translation>{folder}：{n}</translation>
        </message>
        <message>
            <source>{photo} in {garment}</source>
            <translation>{photo} 穿 {garment}</translation>
        </message>
        <message>
            <source>Many photos at once</source>
            <translation>批量处理照片</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Garments</source>
            <translation>服装</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人物</translation>
        </message>
        <message>
            <source>the largest person of each photo</source>
            <translation>每张照片中最大的人物</translation>
        </message>
        <message>
            <source>everybody; the file's name says who</source>
            <translation>所有人；文件名注明是谁</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Folder…</source>
            <translation>文件夹…</translation>
        </message>
        <message>
            <source>As listed</source>
            <translation>按列表</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
    </context>
    <context>
        <name>BatchOpener</name>
        <message>
            <source>The photos are done: {made} results, {failed} without one.</source>
            <translation>照片已处理完毕：{made} 个结果，{failed} 个没有结果。</translation>
        </message>
    </context>
    <context>
        <name>BeforeAfter</name>
        <message>
            <source>Before</source>
            <translation>试穿前</translation>
        </message>
        <message>
            <source>After</source>
            <translation>试穿后</translation>
        </message>
        <message>
            <source>A person before and after; open the sample</source>
            <translation>一个人试穿之前和之后；打开示例</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>试试示例</translation>
        </message>
    </context>
    <context>
        <name>CardMenu</name>
        <message>
            <source>&amp;Put on</source>
            <translation>穿上(&amp;P)</translation>
        </message>
        <message>
            <source>F&amp;ind the picture…</source>
            <translation>找回图片(&amp;I)…</translation>
        </message>
        <message>
            <source>&amp;Tags</source>
            <translation>标签(&amp;T)</translation>
        </message>
        <message>
            <source>C&amp;ollections</source>
            <translation>合集(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Correct garment…</source>
            <translation>修正服装(&amp;C)…</translation>
        </message>
        <message>
            <source>Re&amp;name</source>
            <translation>重命名(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Export to a file…</source>
            <translation>导出为文件(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Remove from garments</source>
            <translation>从服装中移除(&amp;R)</translation>
        </message>
    </context>
    <context>
        <name>Chips</name>
        <message>
            <source>Collection {name}; click to show all garments</source>
            <translation>合集“{name}”；点击可显示全部服装</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>我的</translation>
        </message>
        <message>
            <source>Garments that you added</source>
            <translation>您添加的服装</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>收藏</translation>
        </message>
    </context>
    <context>
        <name>ChoiceDialog</name>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>ComparePage</name>
        <message>
            <source>Worn</source>
            <translation>已穿</translation>
        </message>
        <message>
            <source>Wear</source>
            <translation>穿上</translation>
        </message>
        <message>
            <source>Wear {garment}</source>
            <translation>穿上{garment}</translation>
        </message>
    </context>
    <context>
        <name>CompareView</name>
        <message>
            <source>Before</source>
            <translation>试穿前</translation>
        </message>
        <message>
            <source>After</source>
            <translation>试穿后</translation>
        </message>
        <message>
            <source>Photo {percent} %</source>
            <translation>照片 {percent} %</translation>
        </message>
        <message>
            <source>Garment {percent} %</source>
            <translation>服装 {percent} %</translation>
        </message>
        <message>
            <source>Guessed {percent} %</source>
            <translation>推测 {percent} %</translation>
        </message>
    </context>
    <context>
        <name>DetailsDialog</name>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>Favourite</source>
            <translation>收藏</translation>
        </message>
        <message>
            <source>summer, office</source>
            <translation>夏天, 上班</translation>
        </message>
        <message>
            <source>Holiday in Rome</source>
            <translation>罗马度假</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>&amp;Tags</source>
            <translation>标签(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Collections</source>
            <translation>合集(&amp;C)</translation>
        </message>
        <message>
            <source>S&amp;hop</source>
            <translation>商店(&amp;H)</translation>
        </message>
        <message>
            <source>Si&amp;ze</source>
            <translation>尺码(&amp;Z)</translation>
        </message>
        <message>
            <source>&amp;Price</source>
            <translation>价格(&amp;P)</translation>
        </message>
        <message>
            <source>Open the page in the browser</source>
            <translation>在浏览器中打开网页</translation>
        </message>
        <message>
            <source>&amp;Link</source>
            <translation>链接(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Notes</source>
            <translation>备注(&amp;N)</translation>
        </message>
        <message>
            <source>Tags, with commas between them</source>
            <translation>标签，用逗号分隔</translation>
        </message>
        <message>
            <source>Collections, with commas between them</source>
            <translation>合集，用逗号分隔</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>商店</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>价格</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺码</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>链接</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Several with commas between them</source>
            <translation>多个之间用逗号分隔</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>Add garments</source>
            <translation>添加服装</translation>
        </message>
        <message>
            <source>Photos of people</source>
            <translation>人物照片</translation>
        </message>
        <message>
            <source>Take from another photo</source>
            <translation>从其他照片取下</translation>
        </message>
        <message>
            <source>Picture of the pattern</source>
            <translation>图案图片</translation>
        </message>
        <message>
            <source>Save as a poster</source>
            <translation>另存为海报</translation>
        </message>
        <message>
            <source>Export the result</source>
            <translation>导出结果</translation>
        </message>
        <message>
            <source>Share before and after</source>
            <translation>分享试穿前后对比图</translation>
        </message>
        <message>
            <source>Share a page with a slider</source>
            <translation>分享带滑块的网页</translation>
        </message>
        <message>
            <source>Share an animation</source>
            <translation>分享动画</translation>
        </message>
        <message>
            <source>Share what is guessed</source>
            <translation>分享推测的部分</translation>
        </message>
        <message>
            <source>Share the map of what is guessed</source>
            <translation>分享推测部分图</translation>
        </message>
        <message>
            <source>Web page</source>
            <translation>网页</translation>
        </message>
        <message>
            <source>Where is the picture of {name}?</source>
            <translation>“{name}”的图片在哪里？</translation>
        </message>
        <message>
            <source>Import garments</source>
            <translation>导入服装</translation>
        </message>
        <message>
            <source>Export garments</source>
            <translation>导出服装</translation>
        </message>
        <message>
            <source>{name} is already there. Do you want to replace it?</source>
            <translation>“{name}”已存在。要替换它吗？</translation>
        </message>
        <message>
            <source>What is in it now is lost then.</source>
            <translation>其中现有的内容将会丢失。</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>替换</translation>
        </message>
        <message>
            <source>Choose {name}</source>
            <translation>选择 {name}</translation>
        </message>
        <message>
            <source>PyTorch checkpoint</source>
            <translation>PyTorch 检查点</translation>
        </message>
        <message>
            <source>Choose the folder that holds {name}</source>
            <translation>选择包含 {name} 的文件夹</translation>
        </message>
        <message>
            <source>Open a photo or a look</source>
            <translation>打开照片或造型</translation>
        </message>
        <message>
            <source>Save the look</source>
            <translation>保存造型</translation>
        </message>
        <message>
            <source>Look with the photo in it</source>
            <translation>包含照片的造型</translation>
        </message>
        <message>
            <source>Look that links to the photo</source>
            <translation>链接到照片的造型</translation>
        </message>
        <message>
            <source>Save changes?</source>
            <translation>保存更改？</translation>
        </message>
        <message>
            <source>Save changes to {name}?</source>
            <translation>要保存对 {name} 的更改吗？</translation>
        </message>
        <message>
            <source>What was done since it was last saved is lost otherwise.</source>
            <translation>否则，上次保存之后所做的一切都会丢失。</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Don't save</source>
            <translation>不保存</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>DocumentActions</name>
        <message>
            <source>There is no picture on the clipboard.</source>
            <translation>剪贴板中没有图片。</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>粘贴的图片</translation>
        </message>
    </context>
    <context>
        <name>Dresser</name>
        <message>
            <source>{garment}: left as it was, for this parser sees nothing to fit it to.</source>
            <translation>{garment}：保持原样，因为此解析模型没有找到可穿着的部位。</translation>
        </message>
        <message>
            <source>{garment}: left as it was, for there is nothing to fit it to.</source>
            <translation>{garment}：保持原样，因为没有可穿着的部位。</translation>
        </message>
    </context>
    <context>
        <name>DyeChoice</name>
        <message>
            <source>Own</source>
            <translation>原色</translation>
        </message>
        <message>
            <source>Colour of the garment</source>
            <translation>服装的颜色</translation>
        </message>
        <message>
            <source>Prints too</source>
            <translation>连同印花</translation>
        </message>
        <message>
            <source>Dye prints, logos and stripes of other colours, too</source>
            <translation>其他颜色的印花、标志和条纹也一起染色</translation>
        </message>
        <message>
            <source>Dye this colour of the garment</source>
            <translation>给服装的这种颜色染色</translation>
        </message>
        <message>
            <source>Choose the colour of the cloth</source>
            <translation>选择布料的颜色</translation>
        </message>
        <message>
            <source>White</source>
            <translation>白色</translation>
        </message>
        <message>
            <source>Cream</source>
            <translation>奶油色</translation>
        </message>
        <message>
            <source>Beige</source>
            <translation>米色</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>灰色</translation>
        </message>
        <message>
            <source>Charcoal</source>
            <translation>炭灰色</translation>
        </message>
        <message>
            <source>Black</source>
            <translation>黑色</translation>
        </message>
        <message>
            <source>Navy</source>
            <translation>藏青色</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>蓝色</translation>
        </message>
        <message>
            <source>Sky blue</source>
            <translation>天蓝色</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>青绿色</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>绿色</translation>
        </message>
        <message>
            <source>Olive</source>
            <translation>橄榄色</translation>
        </message>
        <message>
            <source>Mustard</source>
            <translation>芥末黄</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>橙色</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>红色</translation>
        </message>
        <message>
            <source>Burgundy</source>
            <translation>酒红色</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>粉色</translation>
        </message>
        <message>
            <source>Purple</source>
            <translation>紫色</translation>
        </message>
        <message>
            <source>More colours…</source>
            <translation>更多颜色…</translation>
        </message>
    </context>
    <context>
        <name>ExportActions</name>
        <message>
            <source>Before and after</source>
            <translation>试穿前后对比</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>试穿前</translation>
        </message>
        <message>
            <source>After</source>
            <translation>试穿后</translation>
        </message>
        <message>
            <source>The photo as it was</source>
            <translation>原来的照片</translation>
        </message>
        <message>
            <source>The photo with the clothes that were tried on</source>
            <translation>试穿了衣服的照片</translation>
        </message>
        <message>
            <source>Drag to compare before and after</source>
            <translation>拖动以对比试穿前后</translation>
        </message>
    </context>
    <context>
        <name>FileActions</name>
        <message>
            <source>No garments are shown that could be exported.</source>
            <translation>当前没有显示可导出的服装。</translation>
        </message>
        <message>
            <source>Garments</source>
            <translation>服装</translation>
        </message>
        <message>
            <source>Folder of your garments</source>
            <translation>您的服装文件夹</translation>
        </message>
        <message>
            <source>Your garments are kept in {folder}.</source>
            <translation>您的服装保存在 {folder}。</translation>
        </message>
        <message>
            <source>In a folder that Dropbox, Syncthing, iCloud or the like keeps in step, they are on all your computers. They are copied to the folder that you choose, and what is there already joins them.</source>
            <translation>放在由 Dropbox、Syncthing、iCloud 等同步的文件夹中，您的所有电脑上都会有这些服装。服装会复制到您选择的文件夹，与那里已有的服装合在一起。</translation>
        </message>
        <message>
            <source>Choose another folder…</source>
            <translation>选择其他文件夹…</translation>
        </message>
        <message>
            <source>Use the usual folder</source>
            <translation>使用默认文件夹</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>FittingRoom</name>
        <message>
            <source>Nobody was found in this photo. Open one that shows a person.</source>
            <translation>这张照片中没有找到人物，请打开一张有人物的照片。</translation>
        </message>
    </context>
    <context>
        <name>GarmentActions</name>
        <message>
            <source>Choose a garment first.</source>
            <translation>请先选择一件服装。</translation>
        </message>
    </context>
    <context>
        <name>GarmentAdder</name>
        <message>
            <source>Pasted picture</source>
            <translation>粘贴的图片</translation>
        </message>
        <message>
            <source>That was only the picture's address, and nothing is downloaded. Copy the picture itself and choose Paste garment, or save it and add the file.</source>
            <translation>这只是图片的地址，程序不会下载任何内容。请复制图片本身并选择“粘贴服装”，或保存图片后添加文件。</translation>
        </message>
        <message>
            <source>There is no picture in it.</source>
            <translation>其中没有图片。</translation>
        </message>
    </context>
    <context>
        <name>GarmentCard</name>
        <message>
            <source>Picture missing</source>
            <translation>图片缺失</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
    </context>
    <context>
        <name>GarmentModel</name>
        <message>
            <source>Favourite</source>
            <translation>收藏</translation>
        </message>
    </context>
    <context>
        <name>GarmentPanel</name>
        <message>
            <source>Garments</source>
            <translation>服装</translation>
        </message>
        <message>
            <source>No favourites here yet. Click a card's heart.</source>
            <translation>这里还没有收藏。点击卡片上的心形即可收藏。</translation>
        </message>
        <message>
            <source>None of your own yet. Add a picture, or drop it here.</source>
            <translation>还没有您自己的服装。请添加图片，或把图片拖到这里。</translation>
        </message>
        <message>
            <source>Nothing found. Esc in the search empties it.</source>
            <translation>没有找到。在搜索框中按 Esc 可清空。</translation>
        </message>
        <message>
            <source>Sort, collections and files</source>
            <translation>排序、合集和文件</translation>
        </message>
        <message>
            <source>For {target}</source>
            <translation>试穿到：{target}</translation>
        </message>
        <message>
            <source>Click clothes in the photo, then a garment.</source>
            <translation>先点照片中的衣服，再选服装。</translation>
        </message>
    </context>
    <context>
        <name>HandleLayer</name>
        <message>
            <source>Frame around the garment</source>
            <translation>服装的方框</translation>
        </message>
        <message>
            <source>Drag to make it longer or shorter</source>
            <translation>拖动以加长或缩短</translation>
        </message>
        <message>
            <source>Drag to make the sleeves longer or shorter</source>
            <translation>拖动以加长或缩短袖子</translation>
        </message>
        <message>
            <source>Drag to make the legs longer or shorter</source>
            <translation>拖动以加长或缩短裤腿</translation>
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
        <message>
            <source>shown</source>
            <translation>当前显示</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>已撤销</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史记录</translation>
        </message>
    </context>
    <context>
        <name>JobStatus</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Give up and keep what was there before</source>
            <translation>放弃并保持原来的状态</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
    </context>
    <context>
        <name>KeySheet</name>
        <message>
            <source>Keys and mouse</source>
            <translation>按键和鼠标</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Next, previous clothes</source>
            <translation>下一件、上一件衣服</translation>
        </message>
        <message>
            <source>Choose what is there</source>
            <translation>选择该处</translation>
        </message>
        <message>
            <source>click</source>
            <translation>单击</translation>
        </message>
        <message>
            <source>What can be done there</source>
            <translation>该处可做的操作</translation>
        </message>
        <message>
            <source>right click, Menu</source>
            <translation>右键、菜单键</translation>
        </message>
        <message>
            <source>As it was before</source>
            <translation>查看原照片</translation>
        </message>
        <message>
            <source>hold B</source>
            <translation>按住 B</translation>
        </message>
        <message>
            <source>Zoom at the mouse</source>
            <translation>在鼠标处缩放</translation>
        </message>
        <message>
            <source>wheel, pinch</source>
            <translation>滚轮、双指捏合</translation>
        </message>
        <message>
            <source>Move the photo</source>
            <translation>移动照片</translation>
        </message>
        <message>
            <source>drag, arrow keys</source>
            <translation>拖动、方向键</translation>
        </message>
        <message>
            <source>Move it wherever the mouse is</source>
            <translation>无论鼠标在何处都移动照片</translation>
        </message>
        <message>
            <source>Space + drag, middle button</source>
            <translation>空格 + 拖动、中键</translation>
        </message>
        <message>
            <source>Put on</source>
            <translation>穿上</translation>
        </message>
        <message>
            <source>click, Enter, drag</source>
            <translation>单击、回车、拖动</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Select several</source>
            <translation>选择多件</translation>
        </message>
        <message>
            <source>Ctrl or Shift + click, Ctrl+Space</source>
            <translation>Ctrl 或 Shift + 点击，Ctrl+空格</translation>
        </message>
        <message>
            <source>Select all, none</source>
            <translation>全选，全不选</translation>
        </message>
        <message>
            <source>Ctrl+A, Esc</source>
            <translation>Ctrl+A，Esc</translation>
        </message>
        <message>
            <source>Move a layer up, down</source>
            <translation>图层上移、下移</translation>
        </message>
        <message>
            <source>Ctrl+Up, Ctrl+Down, drag</source>
            <translation>Ctrl+上、Ctrl+下、拖动</translation>
        </message>
        <message>
            <source>Hide or show a layer</source>
            <translation>隐藏或显示图层</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>Move; ten times as far</source>
            <translation>移动；十倍距离</translation>
        </message>
        <message>
            <source>arrows; Shift + arrows</source>
            <translation>方向键；Shift + 方向键</translation>
        </message>
        <message>
            <source>Larger and smaller, turn</source>
            <translation>放大缩小、旋转</translation>
        </message>
        <message>
            <source>Ctrl + arrows</source>
            <translation>Ctrl + 方向键</translation>
        </message>
        <message>
            <source>Size of the brush</source>
            <translation>画笔大小</translation>
        </message>
        <message>
            <source>[ and ], Ctrl + wheel</source>
            <translation>[ 和 ]、Ctrl + 滚轮</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>造型</translation>
        </message>
        <message>
            <source>Garments</source>
            <translation>服装</translation>
        </message>
        <message>
            <source>On the photo</source>
            <translation>照片上</translation>
        </message>
        <message>
            <source>Adjust and correct</source>
            <translation>调整和更正</translation>
        </message>
        <message>
            <source>Layers and outfits</source>
            <translation>图层与穿搭</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Zoom and move</source>
            <translation>缩放和移动</translation>
        </message>
    </context>
    <context>
        <name>LabelDialog</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>LabelMenu</name>
        <message>
            <source>New tag…</source>
            <translation>新标签…</translation>
        </message>
        <message>
            <source>New…</source>
            <translation>新建…</translation>
        </message>
    </context>
    <context>
        <name>LayerItem</name>
        <message>
            <source>Hide</source>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>锁定</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>解锁</translation>
        </message>
        <message>
            <source>cannot be fitted</source>
            <translation>无法试穿</translation>
        </message>
        <message>
            <source>moved</source>
            <translation>已移动</translation>
        </message>
        <message>
            <source>resized</source>
            <translation>已缩放</translation>
        </message>
        <message>
            <source>turned</source>
            <translation>已旋转</translation>
        </message>
        <message>
            <source>lengths</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>tucked in or out</source>
            <translation>塞入或放出</translation>
        </message>
        <message>
            <source>bent</source>
            <translation>已变形</translation>
        </message>
        <message>
            <source>dyed</source>
            <translation>已染色</translation>
        </message>
        <message>
            <source>pattern</source>
            <translation>图案</translation>
        </message>
        <message>
            <source>light</source>
            <translation>光影</translation>
        </message>
        <message>
            <source>edge</source>
            <translation>边缘</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>已更改</translation>
        </message>
    </context>
    <context>
        <name>LayerList</name>
        <message>
            <source>Not seen any more</source>
            <translation>已看不到</translation>
        </message>
    </context>
    <context>
        <name>LayersPanel</name>
        <message>
            <source>As it was put on: by measure, in its own colour</source>
            <translation>恢复为刚穿上时：按测量摆放，用原来的颜色</translation>
        </message>
        <message>
            <source>&amp;Hide</source>
            <translation>隐藏(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Show</source>
            <translation>显示(&amp;S)</translation>
        </message>
        <message>
            <source>Un&amp;lock</source>
            <translation>解锁(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Lock</source>
            <translation>锁定(&amp;L)</translation>
        </message>
        <message>
            <source>Move &amp;up</source>
            <translation>上移(&amp;U)</translation>
        </message>
        <message>
            <source>Move &amp;down</source>
            <translation>下移(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Reset</source>
            <translation>重置(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Take off</source>
            <translation>脱下(&amp;T)</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Nothing is put on yet. Click a person, then a garment.</source>
            <translation>还没有穿上衣服。请先点击人物，再点击服装。</translation>
        </message>
        <message>
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>重置</translation>
        </message>
        <message>
            <source>Clothes</source>
            <translation>衣服</translation>
        </message>
        <message>
            <source>Keep, copy and swap what people wear</source>
            <translation>保存、复制和互换人物的穿着</translation>
        </message>
        <message>
            <source>Move up (Ctrl+Up)</source>
            <translation>上移 (Ctrl+上)</translation>
        </message>
        <message>
            <source>Move down (Ctrl+Down)</source>
            <translation>下移 (Ctrl+下)</translation>
        </message>
    </context>
    <context>
        <name>LeftBehindList</name>
        <message>
            <source>Continue where you left off</source>
            <translation>从上次中断处继续</translation>
        </message>
        <message>
            <source>Continue {name} ({when})</source>
            <translation>继续 {name}（{when}）</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>丢弃</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <source>Show which of M2FP's queries found it, and where they looked</source>
            <translation>显示 M2FP 的哪些查询找到了它，以及它们看向何处</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Closing as soon as this has stopped: {jobs}</source>
            <translation>以下工作停止后将立即关闭：{jobs}</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>Clear list</source>
            <translation>清空列表</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>文件(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Settings</source>
            <translation>设置(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation>最近打开(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Samples</source>
            <translation>示例照片(&amp;S)</translation>
        </message>
        <message>
            <source>S&amp;hare</source>
            <translation>分享(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>语言(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Appearance</source>
            <translation>外观(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Parser</source>
            <translation>解析模型(&amp;P)</translation>
        </message>
        <message>
            <source>As the desktop</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Sample photo {number}</source>
            <translation>示例照片 {number}</translation>
        </message>
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <source>The bundled parser is used instead.</source>
            <translation>已改用内置解析模型。</translation>
        </message>
        <message>
            <source>Diagnostics were copied; paste them into your report.</source>
            <translation>诊断信息已复制；请粘贴到问题报告中。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Copy message</source>
            <translation>复制消息</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>消息</translation>
        </message>
        <message>
            <source>Close other programs or use a smaller photo.</source>
            <translation>请关闭其他程序，或使用较小的照片。</translation>
        </message>
    </context>
    <context>
        <name>MirrorField</name>
        <message>
            <source>Advanced</source>
            <translation>高级</translation>
        </message>
        <message>
            <source>Mirror</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Address of a server that answers as ModelScope does; empty for its own.</source>
            <translation>与 ModelScope 接口相同的服务器地址；留空则使用官方服务器。</translation>
        </message>
    </context>
    <context>
        <name>ModelCard</name>
        <message>
            <source>Continue download…</source>
            <translation>继续下载…</translation>
        </message>
        <message>
            <source>Download…</source>
            <translation>下载…</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} / {total}</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>剩余 {time}</translation>
        </message>
        <message>
            <source>Not here</source>
            <translation>未下载</translation>
        </message>
        <message>
            <source>Partly here: {size}</source>
            <translation>部分下载：{size}</translation>
        </message>
        <message>
            <source>Ready: {size}</source>
            <translation>已就绪：{size}</translation>
        </message>
        <message>
            <source>about {count} MB</source>
            <translation>约 {count} MB</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>许可</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>校验</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Use a file or folder…</source>
            <translation>使用已有文件或文件夹…</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>选择文件…</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>选择文件夹…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
    </context>
    <context>
        <name>ModelsWindow</name>
        <message>
            <source>Delete {size} in {folder}? Other programs that use ModelScope's cache lose the model, too.</source>
            <translation>删除 {folder} 中的 {size}？使用 ModelScope 缓存的其他程序也将失去该模型。</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>{size} will be downloaded from {host} to {folder}. The weights are licensed under {licence}: not for commercial use.</source>
            <translation>将从 {host} 下载 {size} 到 {folder}。权重的许可为 {licence}，不得用于商业用途。</translation>
        </message>
        <message>
            <source>Agree and download</source>
            <translation>同意并下载</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>暂不</translation>
        </message>
        <message>
            <source>{model} is what the hub publishes (SHA-256).</source>
            <translation>{model}与发布的文件一致（SHA-256）。</translation>
        </message>
        <message>
            <source>{model} is what was downloaded (SHA-256). The server could not be reached.</source>
            <translation>{model}与下载时的文件一致（SHA-256）。无法连接服务器。</translation>
        </message>
        <message>
            <source>{model} is whole, but the server's checksum could not be had for comparison.</source>
            <translation>{model}完整无损，但无法取得服务器的校验和进行比对。</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>tryon comes with a parser of its own. M2FP sees more detail; its weights are downloaded once, to the cache that ModelScope's programs share.</source>
            <translation>tryon 自带解析模型。M2FP 能识别更多细节；其权重只需下载一次，存放在 ModelScope 各程序共用的缓存中。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>NamePart</name>
        <message>
            <source>Belongs to</source>
            <translation>属于</translation>
        </message>
        <message>
            <source>Nothing: background</source>
            <translation>什么都不是：背景</translation>
        </message>
    </context>
    <context>
        <name>Names</name>
        <message>
            <source>Background</source>
            <translation>背景</translation>
        </message>
        <message>
            <source>Hat</source>
            <translation>帽子</translation>
        </message>
        <message>
            <source>Hair</source>
            <translation>头发</translation>
        </message>
        <message>
            <source>Gloves</source>
            <translation>手套</translation>
        </message>
        <message>
            <source>Sunglasses</source>
            <translation>太阳镜</translation>
        </message>
        <message>
            <source>Upper clothes</source>
            <translation>上衣</translation>
        </message>
        <message>
            <source>Dress</source>
            <translation>连衣裙</translation>
        </message>
        <message>
            <source>Coat</source>
            <translation>外套</translation>
        </message>
        <message>
            <source>Socks</source>
            <translation>袜子</translation>
        </message>
        <message>
            <source>Trousers</source>
            <translation>裤子</translation>
        </message>
        <message>
            <source>Torso skin</source>
            <translation>躯干皮肤</translation>
        </message>
        <message>
            <source>Scarf</source>
            <translation>围巾</translation>
        </message>
        <message>
            <source>Skirt</source>
            <translation>半身裙</translation>
        </message>
        <message>
            <source>Face</source>
            <translation>脸部</translation>
        </message>
        <message>
            <source>Left arm</source>
            <translation>左臂</translation>
        </message>
        <message>
            <source>Right arm</source>
            <translation>右臂</translation>
        </message>
        <message>
            <source>Left leg</source>
            <translation>左腿</translation>
        </message>
        <message>
            <source>Right leg</source>
            <translation>右腿</translation>
        </message>
        <message>
            <source>Left shoe</source>
            <translation>左鞋</translation>
        </message>
        <message>
            <source>Right shoe</source>
            <translation>右鞋</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>上装</translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation>下装</translation>
        </message>
        <message>
            <source>Shoes</source>
            <translation>鞋子</translation>
        </message>
        <message>
            <source>Tops</source>
            <translation>上衣</translation>
        </message>
        <message>
            <source>Skirts</source>
            <translation>半身裙</translation>
        </message>
        <message>
            <source>Dresses</source>
            <translation>连衣裙</translation>
        </message>
        <message>
            <source>Shorts</source>
            <translation>短裤</translation>
        </message>
        <message>
            <source>Jumpsuit</source>
            <translation>连体裤</translation>
        </message>
        <message>
            <source>Bag</source>
            <translation>包</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>人物</translation>
        </message>
        <message>
            <source>Several garments</source>
            <translation>多件服装</translation>
        </message>
        <message>
            <source>No garment</source>
            <translation>没有服装</translation>
        </message>
        <message>
            <source>Bundled (fast)</source>
            <translation>内置（快速）</translation>
        </message>
        <message>
            <source>M2FP (precise)</source>
            <translation>M2FP（精确）</translation>
        </message>
        <message>
            <source>Bundled parser</source>
            <translation>内置解析模型</translation>
        </message>
        <message>
            <source>M2FP for one person</source>
            <translation>单人版 M2FP</translation>
        </message>
        <message>
            <source>Opening the photo</source>
            <translation>正在打开照片</translation>
        </message>
        <message>
            <source>Looking for an earlier result</source>
            <translation>正在查找之前的结果</translation>
        </message>
        <message>
            <source>Loading the parser</source>
            <translation>正在加载解析模型</translation>
        </message>
        <message>
            <source>Finding people</source>
            <translation>正在查找人物</translation>
        </message>
        <message>
            <source>Recognising clothes</source>
            <translation>正在识别服装</translation>
        </message>
        <message>
            <source>Finding joints</source>
            <translation>正在查找关节</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>正在保存</translation>
        </message>
        <message>
            <source>Looking again with M2FP</source>
            <translation>正在用 M2FP 再看一遍</translation>
        </message>
        <message>
            <source>Drawing looks</source>
            <translation>正在绘制试穿</translation>
        </message>
        <message>
            <source>Measuring sizes</source>
            <translation>正在测算尺码</translation>
        </message>
        <message>
            <source>Noting what was done</source>
            <translation>正在记录操作</translation>
        </message>
        <message>
            <source>Making small pictures</source>
            <translation>正在制作缩略图</translation>
        </message>
        <message>
            <source>Exporting garments</source>
            <translation>正在导出服装</translation>
        </message>
        <message>
            <source>Importing garments</source>
            <translation>正在导入服装</translation>
        </message>
        <message>
            <source>Copying garments</source>
            <translation>正在复制服装</translation>
        </message>
        <message>
            <source>Reading the picture</source>
            <translation>正在读取图片</translation>
        </message>
        <message>
            <source>Saving the garment</source>
            <translation>正在保存服装</translation>
        </message>
        <message>
            <source>Refining the edge</source>
            <translation>正在优化边缘</translation>
        </message>
        <message>
            <source>Correcting</source>
            <translation>正在更正</translation>
        </message>
        <message>
            <source>Working on many photos</source>
            <translation>正在批量处理照片</translation>
        </message>
        <message>
            <source>This cannot be corrected so</source>
            <translation>无法这样更正</translation>
        </message>
        <message>
            <source>The look cannot be opened or saved</source>
            <translation>无法打开或保存造型</translation>
        </message>
        <message>
            <source>The file cannot be saved</source>
            <translation>无法保存文件</translation>
        </message>
        <message>
            <source>Refining edges</source>
            <translation>正在细化边缘</translation>
        </message>
        <message>
            <source>Cutting out the garment</source>
            <translation>正在抠取服装</translation>
        </message>
        <message>
            <source>Fitting the garment</source>
            <translation>正在试穿服装</translation>
        </message>
        <message>
            <source>Blending</source>
            <translation>正在合成</translation>
        </message>
        <message>
            <source>Exporting</source>
            <translation>正在导出</translation>
        </message>
        <message>
            <source>Asking the server</source>
            <translation>正在询问服务器</translation>
        </message>
        <message>
            <source>Downloading</source>
            <translation>正在下载</translation>
        </message>
        <message>
            <source>Checking</source>
            <translation>正在校验</translation>
        </message>
        <message>
            <source>Loading garments</source>
            <translation>正在加载服装</translation>
        </message>
        <message>
            <source>Opening the garment</source>
            <translation>正在打开服装</translation>
        </message>
        <message>
            <source>Working on a model</source>
            <translation>正在处理模型</translation>
        </message>
        <message>
            <source>Loading outfits</source>
            <translation>正在载入穿搭</translation>
        </message>
        <message>
            <source>Opening the outfit</source>
            <translation>正在打开穿搭</translation>
        </message>
        <message>
            <source>Saving the outfit</source>
            <translation>正在保存穿搭</translation>
        </message>
        <message>
            <source>M2FP, several people</source>
            <translation>M2FP（多人）</translation>
        </message>
        <message>
            <source>M2FP, one person</source>
            <translation>M2FP（单人）</translation>
        </message>
        <message>
            <source>research and personal use</source>
            <translation>仅限研究和个人使用</translation>
        </message>
        <message>
            <source>chest</source>
            <translation>胸围</translation>
        </message>
        <message>
            <source>waist</source>
            <translation>腰围</translation>
        </message>
        <message>
            <source>hips</source>
            <translation>臀围</translation>
        </message>
        <message>
            <source>length</source>
            <translation>衣长</translation>
        </message>
        <message>
            <source>sleeve</source>
            <translation>袖长</translation>
        </message>
        <message>
            <source>inseam</source>
            <translation>内长</translation>
        </message>
        <message>
            <source>Person {number}</source>
            <translation>人物 {number}</translation>
        </message>
        <message>
            <source>The picture cannot be opened</source>
            <translation>无法打开图片</translation>
        </message>
        <message>
            <source>The parser cannot be loaded</source>
            <translation>无法加载解析模型</translation>
        </message>
        <message>
            <source>The model cannot be put into place</source>
            <translation>无法安装模型</translation>
        </message>
        <message>
            <source>The photo cannot be parsed</source>
            <translation>无法解析照片</translation>
        </message>
        <message>
            <source>The garment cannot be used</source>
            <translation>无法使用这件服装</translation>
        </message>
        <message>
            <source>The garment cannot be put on</source>
            <translation>无法试穿这件服装</translation>
        </message>
        <message>
            <source>This cannot be done with clothes</source>
            <translation>无法这样处理衣服</translation>
        </message>
        <message>
            <source>Not enough memory</source>
            <translation>内存不足</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>出现了问题</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
    </context>
    <context>
        <name>OutfitActions</name>
        <message>
            <source>C&amp;lothes</source>
            <translation>衣服(&amp;L)</translation>
        </message>
        <message>
            <source>Copy &amp;to</source>
            <translation>复制给(&amp;T)</translation>
        </message>
        <message>
            <source>S&amp;wap with</source>
            <translation>互换对象(&amp;W)</translation>
        </message>
        <message>
            <source>{garment} of person {person}</source>
            <translation>人物 {person} 的{garment}</translation>
        </message>
        <message>
            <source>Keep as outfit</source>
            <translation>存为穿搭</translation>
        </message>
        <message>
            <source>What is the outfit called?</source>
            <translation>这套穿搭叫什么？</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Rename outfit</source>
            <translation>重命名穿搭</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Rename variant</source>
            <translation>重命名方案</translation>
        </message>
        <message>
            <source>What is this variant called?</source>
            <translation>这个方案叫什么？</translation>
        </message>
    </context>
    <context>
        <name>OutfitsPanel</name>
        <message>
            <source>&amp;Wear</source>
            <translation>穿上(&amp;W)</translation>
        </message>
        <message>
            <source>Dress &amp;everyone in it</source>
            <translation>所有人都穿上(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Rename…</source>
            <translation>重命名(&amp;R)…</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>删除(&amp;D)</translation>
        </message>
        <message>
            <source>Outfits</source>
            <translation>穿搭</translation>
        </message>
        <message>
            <source>Wear</source>
            <translation>穿上</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>No outfit is kept yet. Dress somebody, then keep it as an outfit.</source>
            <translation>还没有保存穿搭。请先给人物穿上衣服，再存为穿搭。</translation>
        </message>
    </context>
    <context>
        <name>OutlinePage</name>
        <message>
            <source>Opening the picture…</source>
            <translation>正在打开图片…</translation>
        </message>
    </context>
    <context>
        <name>OutlineTools</name>
        <message>
            <source>Brush</source>
            <translation>画笔</translation>
        </message>
        <message>
            <source>Eraser</source>
            <translation>橡皮擦</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <source>Refine edge</source>
            <translation>优化边缘</translation>
        </message>
        <message>
            <source>Turn left</source>
            <translation>向左旋转</translation>
        </message>
        <message>
            <source>Turn right</source>
            <translation>向右旋转</translation>
        </message>
        <message>
            <source>Fit to window</source>
            <translation>适合窗口</translation>
        </message>
        <message>
            <source>Actual size</source>
            <translation>实际大小</translation>
        </message>
        <message>
            <source>On a checkerboard</source>
            <translation>显示棋盘格背景</translation>
        </message>
        <message>
            <source>Start again</source>
            <translation>重新开始</translation>
        </message>
        <message>
            <source>The garment's picture and its outline</source>
            <translation>服装图片及其轮廓</translation>
        </message>
        <message>
            <source>Bring the outline to the edges that the picture shows nearby</source>
            <translation>让轮廓贴合图片中附近的边缘</translation>
        </message>
        <message>
            <source>Go back to the outline that was found</source>
            <translation>恢复自动识别的轮廓</translation>
        </message>
        <message>
            <source>&amp;Size</source>
            <translation>大小(&amp;S)</translation>
        </message>
        <message>
            <source>The brush adds to the garment, the eraser takes away. With Crop, draw a frame around the garment; a click removes it. [ and ] or Ctrl+wheel change the size, the wheel zooms, Space and drag moves the picture. Arrow keys move the brush, Enter uses it.</source>
            <translation>画笔为服装增加区域，橡皮擦去除区域。使用裁剪时，在服装周围拖出一个框；单击可取消。[ 和 ] 或 Ctrl+滚轮改变大小，滚轮缩放，按住空格拖动可移动图片。方向键移动画笔，回车键使用画笔。</translation>
        </message>
        <message>
            <source>Refining…</source>
            <translation>正在优化…</translation>
        </message>
    </context>
    <context>
        <name>OverlayView</name>
        <message>
            <source>Finding people and clothes…</source>
            <translation>正在识别人物与服装…</translation>
        </message>
    </context>
    <context>
        <name>ParserControl</name>
        <message>
            <source>M2FP needs its weights first: download them, or choose the folder that holds them in Settings &gt; Parser &gt; M2FP weights folder.</source>
            <translation>M2FP 需要先有权重：请下载，或在“设置 &gt; 解析模型 &gt; M2FP 权重文件夹”中选择存放权重的文件夹。</translation>
        </message>
        <message>
            <source>Folder with M2FP's weights</source>
            <translation>M2FP 权重所在的文件夹</translation>
        </message>
    </context>
    <context>
        <name>PatternChoice</name>
        <message>
            <source>Own</source>
            <translation>原有</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Keep prints</source>
            <translation>保留印花</translation>
        </message>
        <message>
            <source>Keep prints, logos and stripes of other colours over the pattern</source>
            <translation>让其他颜色的印花、标志和条纹保留在图案之上</translation>
        </message>
        <message>
            <source>Choose a picture as the pattern of the cloth, or drop one here</source>
            <translation>选一张图片作为布料的图案，或把图片拖到这里</translation>
        </message>
        <message>
            <source>Choose the pattern of the cloth</source>
            <translation>选择布料的图案</translation>
        </message>
    </context>
    <context>
        <name>PeopleStrip</name>
        <message>
            <source>People</source>
            <translation>人物</translation>
        </message>
    </context>
    <context>
        <name>PersonMenu</name>
        <message>
            <source>New person</source>
            <translation>新人物</translation>
        </message>
    </context>
    <context>
        <name>PhotoMenu</name>
        <message>
            <source>Nobody is chosen</source>
            <translation>未选择任何人</translation>
        </message>
        <message>
            <source>&amp;Put on</source>
            <translation>穿上(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Take off: {garment}</source>
            <translation>脱下(&amp;T)：{garment}</translation>
        </message>
        <message>
            <source>All &amp;garments</source>
            <translation>所有服装(&amp;G)</translation>
        </message>
        <message>
            <source>This &amp;is</source>
            <translation>这是(&amp;I)</translation>
        </message>
    </context>
    <context>
        <name>PictureCopier</name>
        <message>
            <source>The picture was copied.</source>
            <translation>图片已复制。</translation>
        </message>
    </context>
    <context>
        <name>PictureDrop</name>
        <message>
            <source>Drop it to open it as a photo or to wear it</source>
            <translation>松开以作为照片打开或试穿</translation>
        </message>
        <message>
            <source>Drop it to open it</source>
            <translation>松开以打开</translation>
        </message>
        <message>
            <source>What is this picture?</source>
            <translation>这张图片是什么？</translation>
        </message>
        <message>
            <source>A &amp;photo: open it</source>
            <translation>照片：打开它(&amp;P)</translation>
        </message>
        <message>
            <source>A &amp;garment: put it on</source>
            <translation>服装：穿上它(&amp;G)</translation>
        </message>
    </context>
    <context>
        <name>PiecesDialog</name>
        <message>
            <source>Several garments</source>
            <translation>多件服装</translation>
        </message>
        <message>
            <source>Which of the garments in {picture} do you want to add?</source>
            <translation>要添加 {picture} 中的哪些服装？</translation>
        </message>
    </context>
    <context>
        <name>Points</name>
        <message>
            <source>{point}, left</source>
            <translation>{point}（左）</translation>
        </message>
        <message>
            <source>{point}, right</source>
            <translation>{point}（右）</translation>
        </message>
        <message>
            <source>Neck</source>
            <translation>颈点</translation>
        </message>
        <message>
            <source>Lowest point of the neckline</source>
            <translation>领口最低点</translation>
        </message>
        <message>
            <source>Shoulder</source>
            <translation>肩点</translation>
        </message>
        <message>
            <source>Armpit</source>
            <translation>腋下</translation>
        </message>
        <message>
            <source>Sleeve end, outside</source>
            <translation>袖口外侧</translation>
        </message>
        <message>
            <source>Sleeve end, inside</source>
            <translation>袖口内侧</translation>
        </message>
        <message>
            <source>Waist</source>
            <translation>腰部</translation>
        </message>
        <message>
            <source>Hem</source>
            <translation>下摆</translation>
        </message>
        <message>
            <source>Crotch</source>
            <translation>裆部</translation>
        </message>
        <message>
            <source>Cuff, outside</source>
            <translation>裤脚外侧</translation>
        </message>
        <message>
            <source>Cuff, inside</source>
            <translation>裤脚内侧</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>上装</translation>
        </message>
        <message>
            <source>Trousers or shorts</source>
            <translation>长裤或短裤</translation>
        </message>
        <message>
            <source>Skirt</source>
            <translation>半身裙</translation>
        </message>
        <message>
            <source>Dress</source>
            <translation>连衣裙</translation>
        </message>
        <message>
            <source>“{point}”</source>
            <translation>“{point}”</translation>
        </message>
    </context>
    <context>
        <name>PointsDialog</name>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Correct {garment}</source>
            <translation>校正{garment}</translation>
        </message>
        <message>
            <source>&amp;Points</source>
            <translation>关键点(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Outline</source>
            <translation>轮廓(&amp;O)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>PointsPage</name>
        <message>
            <source>Move both sides</source>
            <translation>左右同时移动</translation>
        </message>
        <message>
            <source>Sleeve on the left</source>
            <translation>左侧有袖子</translation>
        </message>
        <message>
            <source>Sleeve on the right</source>
            <translation>右侧有袖子</translation>
        </message>
        <message>
            <source>As measured</source>
            <translation>恢复测量值</translation>
        </message>
        <message>
            <source>A point takes the one across from it along</source>
            <translation>移动一个点时，对侧的点随之移动</translation>
        </message>
        <message>
            <source>Forget what was moved</source>
            <translation>放弃所有移动</translation>
        </message>
        <message>
            <source>&amp;What it is</source>
            <translation>服装类型(&amp;W)</translation>
        </message>
        <message>
            <source>Drag a point to where it belongs. Tab goes to the next one, arrow keys move it, Shift moves it further, Delete puts it back. The wheel zooms.</source>
            <translation>将关键点拖到正确的位置。Tab 键选择下一个点，方向键移动，按住 Shift 移动更多，Delete 键恢复原位。滚轮缩放。</translation>
        </message>
        <message>
            <source>The garment and its points</source>
            <translation>服装及其关键点</translation>
        </message>
    </context>
    <context>
        <name>PrivacyDialog</name>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Empty</source>
            <translation>清空</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>隐私</translation>
        </message>
        <message>
            <source>Everything happens on this computer. No photo, no garment and nothing about you or your use of the app is sent anywhere. The app asks for a network only when you download a model: then the model's server is asked for its files.</source>
            <translation>一切都在这台电脑上进行。照片、服装以及有关您和您如何使用本应用的信息都不会发送到任何地方。只有在您下载模型时，应用才会使用网络：向模型的服务器请求模型文件。</translation>
        </message>
        <message>
            <source>Photos that you open stay where they are. The app keeps:</source>
            <translation>您打开的照片留在原处。应用会保存：</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>The garments that you added, their pictures as they were, and your corrections. Remove one in the list of garments, or delete the folder.</source>
            <translation>您添加的服装、其原始图片和您所做的修正。可在服装列表中逐件移除，或删除此文件夹。</translation>
        </message>
        <message>
            <source>Outfits that you kept: their garments, and a small picture of who wore them. Delete one in the list of outfits, or delete the folder.</source>
            <translation>您保存的穿搭：其中的服装，以及穿着者的小图。可在穿搭列表中删除，或删除该文件夹。</translation>
        </message>
        <message>
            <source>What is open now, with its photo, in case the program ends unexpectedly. It goes when you close the look; what is left is offered at the next start.</source>
            <translation>当前打开的内容（包括照片），以防程序意外结束。关闭造型后即删除；遗留的内容会在下次启动时提供。</translation>
        </message>
        <message>
            <source>Which part of a photo is what, for photos that you opened, small pictures of them and of garments, and what else saves time. It is made again when it is needed.</source>
            <translation>您打开过的照片的解析结果、照片和服装的缩略图，以及其他用来节省时间的文件。需要时会重新生成。</translation>
        </message>
        <message>
            <source>Language, appearance, parser, the window's place and the names of recent photos and looks. File &gt; Open recent &gt; Clear list forgets these.</source>
            <translation>语言、外观、解析器、窗口位置以及最近照片和造型的文件名。“文件”&gt;“最近打开”&gt;“清空列表”可清除这些文件名。</translation>
        </message>
        <message>
            <source>Warnings and errors, which may name files. At most 3 MB; older ones go.</source>
            <translation>警告和错误，其中可能有文件名。最多 3 MB，旧的会被删除。</translation>
        </message>
        <message>
            <source>Models that you downloaded, in a folder that other programs may use too. Remove them in Settings &gt; Models.</source>
            <translation>您下载的模型，所在文件夹也可能被其他程序使用。可在“设置”&gt;“模型”中删除。</translation>
        </message>
        <message>
            <source>Not everything could be deleted: {reason}.</source>
            <translation>未能全部删除：{reason}。</translation>
        </message>
        <message>
            <source>It is empty now.</source>
            <translation>现已清空。</translation>
        </message>
    </context>
    <context>
        <name>QueryView</name>
        <message>
            <source>No query of M2FP found: {part}. It may have been corrected by hand.</source>
            <translation>M2FP 没有查询找到：{part}。它可能是手工修正的。</translation>
        </message>
        <message>
            <source>Found by queries {queries}: {part}. Bright is where they looked.</source>
            <translation>由查询 {queries} 找到：{part}。亮处是它们所看的地方。</translation>
        </message>
    </context>
    <context>
        <name>Question</name>
        <message>
            <source>Do not add it</source>
            <translation>不添加</translation>
        </message>
        <message>
            <source>What is it?</source>
            <translation>这是什么？</translation>
        </message>
        <message>
            <source>There are {count} garments in it.</source>
            <translation>图片中有 {count} 件服装。</translation>
        </message>
        <message>
            <source>These are shoes. Shoes cannot be tried on yet.</source>
            <translation>这是鞋子，目前还不能试穿。</translation>
        </message>
        <message>
            <source>This is a hat. Hats cannot be tried on yet.</source>
            <translation>这是帽子，目前还不能试穿。</translation>
        </message>
        <message>
            <source>This is a bag. Bags cannot be tried on yet.</source>
            <translation>这是包，目前还不能试穿。</translation>
        </message>
        <message>
            <source>Somebody wears it. You can take what they wear.</source>
            <translation>服装穿在人身上；可以取下其所穿的服装。</translation>
        </message>
        <message>
            <source>Several garments touch. Cut out one picture for each of them.</source>
            <translation>多件服装挨在一起；请裁成每件一张图片。</translation>
        </message>
        <message>
            <source>No garment was found. Best is one garment before a plain wall.</source>
            <translation>没有找到服装。最好是单件服装、背景纯净的图片。</translation>
        </message>
        <message>
            <source>Neither</source>
            <translation>都不是</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>It is one</source>
            <translation>其实是一件</translation>
        </message>
        <message>
            <source>Take clothes…</source>
            <translation>取下服装…</translation>
        </message>
        <message>
            <source>Add as</source>
            <translation>添加为</translation>
        </message>
    </context>
    <context>
        <name>RecentList</name>
        <message>
            <source>Recent</source>
            <translation>最近</translation>
        </message>
    </context>
    <context>
        <name>RecolourRows</name>
        <message>
            <source>Cloth</source>
            <translation>布料</translation>
        </message>
        <message>
            <source>Colour of the cloth</source>
            <translation>布料的颜色</translation>
        </message>
        <message>
            <source>Pattern</source>
            <translation>图案</translation>
        </message>
        <message>
            <source>A picture that is repeated over the cloth</source>
            <translation>在布料上重复的图片</translation>
        </message>
        <message>
            <source>Repeat</source>
            <translation>图案宽度</translation>
        </message>
        <message>
            <source>Width of the picture in widths of the garment</source>
            <translation>图片宽度与服装宽度之比</translation>
        </message>
        <message>
            <source>Angle</source>
            <translation>角度</translation>
        </message>
        <message>
            <source>How far the pattern is turned</source>
            <translation>图案旋转的角度</translation>
        </message>
        <message>
            <source>Keep as a garment</source>
            <translation>存为一件新服装</translation>
        </message>
        <message>
            <source>Put the garment in this colour and pattern into the wardrobe</source>
            <translation>把这种颜色和图案的服装放进衣橱</translation>
        </message>
    </context>
    <context>
        <name>ResultMessages</name>
        <message>
            <source>Everything was taken off.</source>
            <translation>已全部脱下。</translation>
        </message>
        <message>
            <source>Exported {name}</source>
            <translation>已导出 {name}</translation>
        </message>
    </context>
    <context>
        <name>RulerLayer</name>
        <message>
            <source>cm ±{percent} %</source>
            <translation>厘米 ±{percent} %</translation>
        </message>
    </context>
    <context>
        <name>RulerSwitch</name>
        <message>
            <source>Ruler</source>
            <translation>标尺</translation>
        </message>
        <message>
            <source>How tall is {person}, in cm?</source>
            <translation>{person}身高多少厘米？</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search garments</source>
            <translation>搜索服装</translation>
        </message>
        <message>
            <source>Names, tags and notes; #summer finds a tag (Ctrl+F)</source>
            <translation>名称、标签和备注；#夏天 查找标签 (Ctrl+F)</translation>
        </message>
    </context>
    <context>
        <name>SelectionBar</name>
        <message>
            <source>{count} selected</source>
            <translation>已选 {count} 件</translation>
        </message>
        <message>
            <source>Favourite, or not any more</source>
            <translation>收藏或取消收藏</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Collections</source>
            <translation>合集</translation>
        </message>
        <message>
            <source>Export to a file…</source>
            <translation>导出为文件…</translation>
        </message>
        <message>
            <source>Remove from garments</source>
            <translation>从服装中移除</translation>
        </message>
        <message>
            <source>Select none (Esc)</source>
            <translation>取消选择 (Esc)</translation>
        </message>
    </context>
    <context>
        <name>SidePanel</name>
        <message>
            <source>Garments</source>
            <translation>服装</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Outfits</source>
            <translation>穿搭</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史记录</translation>
        </message>
    </context>
    <context>
        <name>SizeActions</name>
        <message>
            <source>Put a garment on first.</source>
            <translation>请先穿上一件服装。</translation>
        </message>
    </context>
    <context>
        <name>SizeColumn</name>
        <message>
            <source>Wear {size}</source>
            <translation>穿 {size}</translation>
        </message>
    </context>
    <context>
        <name>SizeForm</name>
        <message>
            <source>Read: {sizes}, with {measures} in cm.</source>
            <translation>已读取：{sizes}，{measures}（厘米）。</translation>
        </message>
        <message>
            <source>1 cm is {pixels} pixels here; lengths are right to about ±{percent} %.</source>
            <translation>这里 1 厘米为 {pixels} 像素；长度误差约 ±{percent} %。</translation>
        </message>
        <message>
            <source>&amp;Height of {person}</source>
            <translation>{person}的身高(&amp;H)</translation>
        </message>
        <message>
            <source> cm</source>
            <translation> 厘米</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>&amp;Table of sizes, pasted or typed</source>
            <translation>尺码表(&amp;T)，可粘贴或输入</translation>
        </message>
        <message>
            <source>What the garment measures, not the body it is for. Chest, waist and hips all the way round; half, if the table says so. Inches are turned into centimetres.</source>
            <translation>填写服装本身的尺寸，而不是适合的身体尺寸。胸围、腰围、臀围为一整圈；若表中注明为半围，则按半围读取。英寸会换算成厘米。</translation>
        </message>
        <message>
            <source>&amp;Show sizes</source>
            <translation>显示尺码(&amp;S)</translation>
        </message>
    </context>
    <context>
        <name>SizesDialog</name>
        <message>
            <source>Sizes of {garment}</source>
            <translation>{garment} 的尺码</translation>
        </message>
        <message>
            <source>Say how tall the person is and paste the table of sizes from the shop's page. The sizes then show here side by side.</source>
            <translation>填写人物身高，并粘贴商店页面上的尺码表。各个尺码会并排显示在这里。</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Saved {path}</source>
            <translation>已保存 {path}</translation>
        </message>
        <message>
            <source>No photo</source>
            <translation>没有照片</translation>
        </message>
        <message>
            <source>People: {count}</source>
            <translation>人物：{count}</translation>
        </message>
    </context>
    <context>
        <name>TakeDialog</name>
        <message>
            <source>Take from another photo</source>
            <translation>从其他照片取下</translation>
        </message>
        <message>
            <source>Which clothes of {photo} do you want to keep?</source>
            <translation>要保留 {photo} 中的哪些衣服？</translation>
        </message>
    </context>
    <context>
        <name>ToolBar</name>
        <message>
            <source>Nearest person</source>
            <translation>最近的人物</translation>
        </message>
        <message>
            <source>New person</source>
            <translation>新人物</translation>
        </message>
        <message>
            <source>Correct people and clothes</source>
            <translation>更正人物与服装</translation>
        </message>
        <message>
            <source>What is painted</source>
            <translation>涂成什么</translation>
        </message>
        <message>
            <source>For whom it is painted</source>
            <translation>涂给哪个人物</translation>
        </message>
    </context>
    <context>
        <name>ToolPanel</name>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
    </context>
    <context>
        <name>Toolbar</name>
        <message>
            <source>Toolbar</source>
            <translation>工具栏</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>One view or two, and how they are arranged</source>
            <translation>一个或两个视图，以及如何排列</translation>
        </message>
    </context>
    <context>
        <name>Tools</name>
        <message>
            <source>Select</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>画笔</translation>
        </message>
        <message>
            <source>Eraser</source>
            <translation>橡皮擦</translation>
        </message>
        <message>
            <source>Polygon</source>
            <translation>多边形</translation>
        </message>
        <message>
            <source>Grow to the edge</source>
            <translation>延伸到边缘</translation>
        </message>
        <message>
            <source>This is …</source>
            <translation>这是……</translation>
        </message>
        <message>
            <source>Add a person</source>
            <translation>添加人物</translation>
        </message>
        <message>
            <source>Split a person in two</source>
            <translation>把一个人物分成两个</translation>
        </message>
        <message>
            <source>Merge two people</source>
            <translation>把两个人物合为一个</translation>
        </message>
        <message>
            <source>Remove a person</source>
            <translation>移除人物</translation>
        </message>
        <message>
            <source>Swap left and right</source>
            <translation>左右互换</translation>
        </message>
        <message>
            <source>Move joints</source>
            <translation>移动关节</translation>
        </message>
        <message>
            <source>Click a part to choose what garments go on.</source>
            <translation>点击一个部位，选择服装穿在哪里。</translation>
        </message>
        <message>
            <source>Paint what was missed.</source>
            <translation>涂出漏掉的部分。</translation>
        </message>
        <message>
            <source>Erase what is no part of anybody.</source>
            <translation>擦去不属于任何人的部分。</translation>
        </message>
        <message>
            <source>Click the corners; the first one ends it.</source>
            <translation>依次点击各个角，点击第一个角结束。</translation>
        </message>
        <message>
            <source>Draw a line inside: it grows to the edges.</source>
            <translation>在里面画一条线，它会延伸到边缘。</translation>
        </message>
        <message>
            <source>Click a part to say what it is, or whose.</source>
            <translation>点击一个部位，指明它是什么或属于谁。</translation>
        </message>
        <message>
            <source>Draw a box around who was missed.</source>
            <translation>在漏掉的人物周围画一个框。</translation>
        </message>
        <message>
            <source>Draw a line along where the two meet.</source>
            <translation>沿着两个人物的交界画一条线。</translation>
        </message>
        <message>
            <source>Click one of the two, then the other.</source>
            <translation>先点击其中一个人物，再点击另一个。</translation>
        </message>
        <message>
            <source>Click who is not to be dressed.</source>
            <translation>点击不需要试穿的人物。</translation>
        </message>
        <message>
            <source>Click whose left and right are mixed up.</source>
            <translation>点击左右颠倒的人物。</translation>
        </message>
        <message>
            <source>Drag a joint to where it is.</source>
            <translation>把关节拖到正确的位置。</translation>
        </message>
        <message>
            <source>[ ] or Ctrl+wheel: size</source>
            <translation>[ ] 或 Ctrl+滚轮：大小</translation>
        </message>
        <message>
            <source>Alt+click: paint the part that is there</source>
            <translation>Alt+点击：改涂该处的部位</translation>
        </message>
        <message>
            <source>Enter: end, Backspace: one corner less</source>
            <translation>Enter：结束，Backspace：减少一个角</translation>
        </message>
        <message>
            <source>Esc: cancel</source>
            <translation>Esc：取消</translation>
        </message>
    </context>
    <context>
        <name>VariantBar</name>
        <message>
            <source>Variant {number}</source>
            <translation>方案 {number}</translation>
        </message>
        <message>
            <source>Variants of this look</source>
            <translation>此造型的方案</translation>
        </message>
    </context>
    <context>
        <name>VariantsPage</name>
        <message>
            <source>Variants</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>Back to the photo (Esc)</source>
            <translation>回到照片 (Esc)</translation>
        </message>
        <message>
            <source>Shown</source>
            <translation>正在显示</translation>
        </message>
        <message>
            <source>Go on with this</source>
            <translation>继续做这个</translation>
        </message>
        <message>
            <source>Go on with {variant}</source>
            <translation>继续做{variant}</translation>
        </message>
    </context>
    <context>
        <name>ViewPanes</name>
        <message>
            <source>Try-on</source>
            <translation>试穿</translation>
        </message>
        <message>
            <source>People and clothes</source>
            <translation>人物与服装</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>试穿前</translation>
        </message>
        <message>
            <source>Hold to see the photo as it was (B)</source>
            <translation>按住查看原照片 (B)</translation>
        </message>
        <message>
            <source>Hold to see the photo as it was</source>
            <translation>按住查看原照片</translation>
        </message>
        <message>
            <source>Strength of the colours</source>
            <translation>颜色浓度</translation>
        </message>
    </context>
    <context>
        <name>WallExports</name>
        <message>
            <source>{photo} looks</source>
            <translation>{photo} 试穿</translation>
        </message>
        <message>
            <source>Where the folder of pictures is to be</source>
            <translation>图片文件夹的位置</translation>
        </message>
        <message>
            <source>{count} looks exported to {name}.</source>
            <translation>已将 {count} 个试穿导出到 {name}。</translation>
        </message>
        <message>
            <source>Left out, as they cannot be fitted: {names}</source>
            <translation>未包括无法试穿的：{names}</translation>
        </message>
    </context>
    <context>
        <name>WallPage</name>
        <message>
            <source>{there} of {wanted} looks</source>
            <translation>{there} / {wanted} 个试穿</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Wall of looks</source>
            <translation>试穿墙</translation>
        </message>
        <message>
            <source>All looks</source>
            <translation>全部试穿</translation>
        </message>
        <message>
            <source>Back to all looks (Esc)</source>
            <translation>回到全部试穿 (Esc)</translation>
        </message>
        <message>
            <source>Looks</source>
            <translation>试穿</translation>
        </message>
        <message>
            <source>Looks that are drawn</source>
            <translation>已绘制的试穿</translation>
        </message>
        <message>
            <source>Draw no more looks, or go on</source>
            <translation>停止绘制试穿，或继续</translation>
        </message>
        <message>
            <source>Back to the photo (Esc)</source>
            <translation>回到照片 (Esc)</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Export the looks that are selected, else all</source>
            <translation>导出所选的试穿，未选则导出全部</translation>
        </message>
        <message>
            <source>As a &amp;poster…</source>
            <translation>导出为海报(&amp;P)…</translation>
        </message>
        <message>
            <source>As &amp;separate pictures…</source>
            <translation>导出为单独的图片(&amp;S)…</translation>
        </message>
    </context>
    <context>
        <name>WardrobeActions</name>
        <message>
            <source>Choose a garment first.</source>
            <translation>请先选择一件服装。</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Collections</source>
            <translation>合集</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Name of the collection</source>
            <translation>合集名称</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>New name of “{name}”</source>
            <translation>“{name}”的新名称</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
    </context>
    <context>
        <name>WardrobeMenu</name>
        <message>
            <source>&amp;Export what is shown…</source>
            <translation>导出所显示的服装(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Import from a file…</source>
            <translation>从文件导入(&amp;I)…</translation>
        </message>
        <message>
            <source>&amp;Folder of your garments…</source>
            <translation>您的服装文件夹(&amp;F)…</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>排序方式</translation>
        </message>
        <message>
            <source>&amp;Newest</source>
            <translation>最新(&amp;N)</translation>
        </message>
        <message>
            <source>N&amp;ame</source>
            <translation>名称(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Kind</source>
            <translation>种类(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Lately worn</source>
            <translation>最近试穿(&amp;L)</translation>
        </message>
        <message>
            <source>Collections</source>
            <translation>合集</translation>
        </message>
        <message>
            <source>&amp;All garments</source>
            <translation>全部服装(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Rename “{name}”…</source>
            <translation>重命名“{name}”(&amp;R)…</translation>
        </message>
        <message>
            <source>&amp;Dissolve “{name}”</source>
            <translation>解散“{name}”(&amp;D)</translation>
        </message>
        <message>
            <source>Its garments stay</source>
            <translation>其中的服装会保留</translation>
        </message>
        <message>
            <source>&amp;Tags</source>
            <translation>标签(&amp;T)</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>See it worn</source>
            <translation>看看穿上的样子</translation>
        </message>
        <message>
            <source>Open a photo of a person, click the clothes, and pick a garment.</source>
            <translation>打开人物照片，点选身上的衣服，再挑一件服装。</translation>
        </message>
        <message>
            <source>You can also drop a photo or a look here, or paste a photo.</source>
            <translation>也可以把照片或造型拖到这里，或粘贴照片。</translation>
        </message>
        <message>
            <source>Open photo…</source>
            <translation>打开照片…</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>试试示例</translation>
        </message>
    </context>
    <context>
        <name>Workspace</name>
        <message>
            <source>Photo with garments</source>
            <translation>试穿后的照片</translation>
        </message>
        <message>
            <source>Photo with its parts in colour</source>
            <translation>标出各部位颜色的照片</translation>
        </message>
    </context>
    <context>
        <name>Garments</name>
        <message>
            <source>White T-shirt</source>
            <translation>白色T恤</translation>
        </message>
        <message>
            <source>Striped T-shirt</source>
            <translation>条纹T恤</translation>
        </message>
        <message>
            <source>T-shirt with print</source>
            <translation>印花T恤</translation>
        </message>
        <message>
            <source>Checked flannel shirt</source>
            <translation>格子法兰绒衬衫</translation>
        </message>
        <message>
            <source>Knitted sweater</source>
            <translation>针织毛衣</translation>
        </message>
        <message>
            <source>Blue jeans</source>
            <translation>蓝色牛仔裤</translation>
        </message>
        <message>
            <source>Beige chinos</source>
            <translation>米色休闲裤</translation>
        </message>
        <message>
            <source>Black trousers</source>
            <translation>黑色长裤</translation>
        </message>
        <message>
            <source>Pleated skirt</source>
            <translation>百褶裙</translation>
        </message>
        <message>
            <source>Floral dress</source>
            <translation>碎花连衣裙</translation>
        </message>
        <message>
            <source>Dotted dress</source>
            <translation>波点连衣裙</translation>
        </message>
    </context>
    <context>
        <name>Notes</name>
        <message>
            <source>the garment's own shape could not be placed: it takes that of the worn clothes</source>
            <translation>无法按新服装自身的形状摆放：沿用原来衣服的形状</translation>
        </message>
        <message>
            <source>the new garment's legs are longer than the worn ones</source>
            <translation>新服装的裤腿比原来的长</translation>
        </message>
        <message>
            <source>the worn legs are longer than the new garment's: filled by estimate</source>
            <translation>原来的裤腿比新服装的长：多出部分为估计填充</translation>
        </message>
        <message>
            <source>the worn skirt is longer than the new garment: filled by estimate</source>
            <translation>原来的裙子比新服装长：多出部分为估计填充</translation>
        </message>
        <message>
            <source>the worn top is much longer than the new one, which is drawn out to cover it</source>
            <translation>原来的上衣比新的长很多：已将新上衣拉长以遮住它</translation>
        </message>
        <message>
            <source>the dress is longer than the worn top: hung freely</source>
            <translation>连衣裙比原来的上衣长：下摆自然垂下</translation>
        </message>
        <message>
            <source>the garment is longer than the worn one</source>
            <translation>新服装比原来的长</translation>
        </message>
        <message>
            <source>the worn clothes are longer than the new garment: filled by estimate</source>
            <translation>原来的衣服比新服装长：多出部分为估计填充</translation>
        </message>
        <message>
            <source>the new garment has no sleeves: bare arms are filled by estimate</source>
            <translation>新服装没有袖子：裸露的手臂为估计填充</translation>
        </message>
        <message>
            <source>the worn sleeves are longer than the new garment's: bare arms are filled by estimate</source>
            <translation>原来的袖子比新服装的长：裸露的手臂为估计填充</translation>
        </message>
        <message>
            <source>little of the worn clothes can be seen: most of the fit is estimated</source>
            <translation>原来的衣服只露出很少：试穿结果大部分为估计</translation>
        </message>
        <message>
            <source>neither shoulders nor hips can be seen: where the body is was estimated from the clothes</source>
            <translation>看不到肩部和髋部：身体的位置根据衣服估计</translation>
        </message>
        <message>
            <source>too little skin can be seen to paint arms or legs: the worn clothes stay below the garment</source>
            <translation>露出的皮肤太少，无法画出手臂或腿：新衣服以下保留原来的衣物</translation>
        </message>
        <message>
            <source>no hand could be seen to find the arm by: the worn sleeves keep their length</source>
            <translation>看不到手，无法确定手臂位置：保留原来的袖长</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>another batch writes into {folder}; wait until it has ended, or choose another folder.</source>
            <translation>另一个批处理正在写入 {folder}；请等它结束，或选择其他文件夹。</translation>
        </message>
        <message>
            <source>{file} is no report of a batch, and would be overwritten; choose another folder for the results.</source>
            <translation>{file} 不是批处理的报告，会被覆盖；请为结果选择其他文件夹。</translation>
        </message>
        <message>
            <source>the processes of the batch cannot start; close other programs and try again. If that does not help, report it with what 'tryon diagnostics' prints.</source>
            <translation>批处理的进程无法启动；请关闭其他程序后重试。如果仍然不行，请附上“tryon diagnostics”的输出报告此问题。</translation>
        </message>
        <message>
            <source>the process that worked on it ended unexpectedly, perhaps for lack of memory; close other programs or let fewer work at once, and start the batch again.</source>
            <translation>处理它的进程意外结束，可能是内存不足；请关闭其他程序或减少同时工作的进程，然后重新开始批处理。</translation>
        </message>
        <message>
            <source>out of memory; close other programs or use a smaller photo.</source>
            <translation>内存不足；请关闭其他程序，或使用较小的照片。</translation>
        </message>
        <message>
            <source>tryon made a mistake ({reason}). Please report it with what 'tryon diagnostics' prints.</source>
            <translation>tryon 出现错误（{reason}）。请附上“tryon diagnostics”的输出报告此问题。</translation>
        </message>
        <message>
            <source>the cluster {address} cannot be used: {reason}. Name one that runs, as 'ray status' shows it, or 'local' to start one here.</source>
            <translation>无法使用集群 {address}：{reason}。请指定一个正在运行的集群（见 'ray status'），或用 'local' 在本机启动一个。</translation>
        </message>
        <message>
            <source>the cluster ended the batch: {reason}. Start it again; what is there is not made again.</source>
            <translation>集群中止了批量处理：{reason}。请重新开始；已有的结果不会重做。</translation>
        </message>
        <message>
            <source>there is no person {number} in this photo; choose one of its {count} people.</source>
            <translation>这张照片中没有人物 {number}；请从其中的 {count} 个人物里选择。</translation>
        </message>
        <message>
            <source>a photo can have {count} people at most; remove one before you add another one.</source>
            <translation>一张照片最多可有 {count} 个人物；请先移除一个再添加。</translation>
        </message>
        <message>
            <source>nobody is there; choose a part of a person.</source>
            <translation>那里没有人物；请选择人物的一个部位。</translation>
        </message>
        <message>
            <source>what was drawn lies outside the photo; draw it on the photo.</source>
            <translation>所画的内容在照片之外；请画在照片上。</translation>
        </message>
        <message>
            <source>the line leaves nothing of person {number} on one of its sides; draw it right across them.</source>
            <translation>这条线的一侧没有人物 {number} 的任何部分；请画一条穿过该人物的线。</translation>
        </message>
        <message>
            <source>the line crosses nobody; draw it along where two people meet.</source>
            <translation>这条线没有穿过任何人物；请沿着两个人物的交界画线。</translation>
        </message>
        <message>
            <source>nobody was found in the box. Draw it around one whole person, or paint them with the brush for a new person.</source>
            <translation>框中没有找到人物。请在一个完整的人物周围画框，或用画笔为新人物涂色。</translation>
        </message>
        <message>
            <source>nothing is known of the joints of person {number}, so none can be moved; remove the person and add them again by a box.</source>
            <translation>没有人物 {number} 的关节信息，无法移动关节；请移除该人物，再用框重新添加。</translation>
        </message>
        <message>
            <source>downloads need ModelScope's hub client, which cannot be imported ({reason}); install it with pip install 'tryon[m2fp]', or use a file or folder that you already have.</source>
            <translation>下载需要 ModelScope 的客户端，但无法导入（{reason}）；请运行 pip install 'tryon[m2fp]' 安装，或使用已有的文件或文件夹。</translation>
        </message>
        <message>
            <source>{mirror} is no address of a mirror; expected https://host/path.</source>
            <translation>{mirror} 不是有效的镜像地址；应为 https://主机/路径。</translation>
        </message>
        <message>
            <source>{host} cannot be reached ({reason}). Check the connection and try again; or {hint}.</source>
            <translation>无法连接 {host}（{reason}）。请检查网络后重试；或{hint}。</translation>
        </message>
        <message>
            <source>{host} does not answer as ModelScope does: a login page or proxy may be in between, or the mirror's address is wrong. Open the address in a browser; or {hint}.</source>
            <translation>{host} 的回应与 ModelScope 不符：中间可能有登录页面或代理，或镜像地址有误。请在浏览器中打开该地址；或{hint}。</translation>
        </message>
        <message>
            <source>{host} has no {files} of {model}; {hint}.</source>
            <translation>{host} 上没有 {model} 的 {files}；请{hint}。</translation>
        </message>
        <message>
            <source>{host} does not have {name} (HTTP {status}); {hint}.</source>
            <translation>{host} 上没有 {name}（HTTP {status}）；请{hint}。</translation>
        </message>
        <message>
            <source>{host} refuses to send {name} (HTTP {status}); {hint}.</source>
            <translation>{host} 拒绝提供 {name}（HTTP {status}）；请{hint}。</translation>
        </message>
        <message>
            <source>{host} cannot send {name} at the moment (HTTP {status}). Try again later; or {hint}.</source>
            <translation>{host} 目前无法提供 {name}（HTTP {status}）。请稍后重试；或{hint}。</translation>
        </message>
        <message>
            <source>{host} sends {found} for {name}, expected {size} bytes: a login page or proxy may be in between, or the file has changed. Open the address in a browser; or {hint}.</source>
            <translation>{host} 为 {name} 发送了 {found}，应为 {size} 字节：中间可能有登录页面或代理，或文件已更改。请在浏览器中打开该地址；或{hint}。</translation>
        </message>
        <message>
            <source>{host} sent a damaged {name}: its checksum is not the one that the hub lists. It was deleted. Try again later; or {hint}.</source>
            <translation>{host} 发送的 {name} 已损坏：校验和与列表不符。文件已删除。请稍后重试；或{hint}。</translation>
        </message>
        <message>
            <source>the connection to {host} keeps breaking ({reason}) at {kept} of {size} bytes of {name}. {partial} is kept: start again later to go on from there; or {hint}.</source>
            <translation>与 {host} 的连接反复中断（{reason}），{name} 已下载 {kept} / {size} 字节。{partial} 已保留：稍后重新开始即可继续；或{hint}。</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}. Free some space and start again; what has arrived is kept.</source>
            <translation>无法写入 {path}：{reason}。请释放空间后重新开始；已下载的部分会保留。</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}. Make its folder writable, or set MODELSCOPE_CACHE to another folder.</source>
            <translation>无法写入 {path}：{reason}。请使其文件夹可写，或将 MODELSCOPE_CACHE 设为其他文件夹。</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}. Check the disk and start again.</source>
            <translation>无法写入 {path}：{reason}。请检查磁盘后重新开始。</translation>
        </message>
        <message>
            <source>{folder} has no room: {needed} are needed and {free} are free. Free some space, or set MODELSCOPE_CACHE to a folder on another disk.</source>
            <translation>{folder} 空间不足：需要 {needed}，可用 {free}。请释放空间，或将 MODELSCOPE_CACHE 设为其他磁盘上的文件夹。</translation>
        </message>
        <message>
            <source>{path} cannot be deleted: {reason}. Close programs that use it, and check that its folder can be written to.</source>
            <translation>无法删除 {path}：{reason}。请关闭正在使用它的程序，并检查其文件夹是否可写。</translation>
        </message>
        <message>
            <source>another tryon is downloading {model} already; wait until it is done, or stop it first.</source>
            <translation>另一个 tryon 正在下载 {model}；请等待其完成，或先将其停止。</translation>
        </message>
        <message>
            <source>{problem} See --mirror and --from.</source>
            <translation>{problem}参见 --mirror 和 --from。</translation>
        </message>
        <message>
            <source>its name is not known here</source>
            <translation>无法解析其名称</translation>
        </message>
        <message>
            <source>it refuses the connection</source>
            <translation>它拒绝连接</translation>
        </message>
        <message>
            <source>no answer in time</source>
            <translation>未及时应答</translation>
        </message>
        <message>
            <source>its certificate is not trusted</source>
            <translation>其证书不受信任</translation>
        </message>
        <message>
            <source>the proxy does not connect</source>
            <translation>代理无法连接</translation>
        </message>
        <message>
            <source>the connection broke off</source>
            <translation>连接中断</translation>
        </message>
        <message>
            <source>the answer ended after {size} bytes</source>
            <translation>收到 {size} 字节后中断</translation>
        </message>
        <message>
            <source>it cannot resume, HTTP {status}</source>
            <translation>服务器不支持续传，HTTP {status}</translation>
        </message>
        <message>
            <source>HTTP {status}</source>
            <translation>HTTP {status}</translation>
        </message>
        <message>
            <source>more than {size} bytes</source>
            <translation>超过 {size} 字节的内容</translation>
        </message>
        <message>
            <source>{size} bytes</source>
            <translation>{size} 字节</translation>
        </message>
        <message>
            <source>{size} bytes ({kind})</source>
            <translation>{size} 字节（{kind}）</translation>
        </message>
        <message>
            <source>expected {example}</source>
            <translation>应为 {example}</translation>
        </message>
        <message>
            <source>expected version {expected}, got {found} (written by a newer tryon?)</source>
            <translation>版本应为 {expected}，实际为 {found}（是否由更新版本的 tryon 写入？）</translation>
        </message>
        <message>
            <source>expected a version from {first} to {last}, got {found} (written by a newer tryon?)</source>
            <translation>版本应为 {first} 到 {last}，实际为 {found}（是否由更新版本的 tryon 写入？）</translation>
        </message>
        <message>
            <source>"fits" must be a list with an entry for each garment</source>
            <translation>“fits”必须是列表，每件服装一项</translation>
        </message>
        <message>
            <source>an entry of "fits" must be an object, got {found}</source>
            <translation>“fits”中的每一项必须是对象，实际为 {found}</translation>
        </message>
        <message>
            <source>unknown parameter {names}; there are {known}</source>
            <translation>未知参数 {names}；可用的参数有 {known}</translation>
        </message>
        <message>
            <source>{name} must be a number, got {found}</source>
            <translation>{name} 必须是数字，实际为 {found}</translation>
        </message>
        <message>
            <source>{name} must be between {low} and {high}, got {found}</source>
            <translation>{name} 必须在 {low} 到 {high} 之间，实际为 {found}</translation>
        </message>
        <message>
            <source>{name} must be a colour like "#aa3355", got {found}</source>
            <translation>{name} 必须是类似 "#aa3355" 的颜色，实际为 {found}</translation>
        </message>
        <message>
            <source>a table has 1 to {most} sizes, each with a name of its own</source>
            <translation>尺码表应有 1 到 {most} 个尺码，且名称各不相同</translation>
        </message>
        <message>
            <source>a size needs a name of at most 30 characters, got {found}</source>
            <translation>尺码名称最多 30 个字符，实际为 {found}</translation>
        </message>
        <message>
            <source>no table of sizes can be read: expected a line of names such as Size, Chest, Length, Sleeve, and below it a line for each size</source>
            <translation>读不出尺码表：应有一行名称，如 Size、Chest、Length、Sleeve（尺码、胸围、衣长、袖长），其下每个尺码一行</translation>
        </message>
        <message>
            <source>the picture of the pattern {found} is missing or damaged; choose it again</source>
            <translation>图案 {found} 的图片缺失或损坏；请重新选择</translation>
        </message>
        <message>
            <source>{name} must be one of {choices}, got {found}</source>
            <translation>{name} 必须是 {choices} 之一，实际为 {found}</translation>
        </message>
        <message>
            <source>mesh must be empty or have {count} shifts [x, y], {rows} rows of {columns}, each between {low} and {high}, got {found}</source>
            <translation>mesh 必须为空，或包含 {count} 个位移 [x, y]（{rows} 行 {columns} 列），每个值在 {low} 到 {high} 之间，实际为 {found}</translation>
        </message>
        <message>
            <source>mesh folds the garment over: its smallest Jacobian determinant is {found}, must be at least {least}; shift neighbouring nodes by more similar amounts</source>
            <translation>mesh 使服装发生折叠：最小的雅可比行列式为 {found}，至少应为 {least}；请让相邻网格点的位移更接近</translation>
        </message>
        <message>
            <source>"points" must be an object</source>
            <translation>“points”必须是对象</translation>
        </message>
        <message>
            <source>{name} must be a point's name with [x, y], got {found}</source>
            <translation>{name} 必须是关键点的名称，值为 [x, y]，实际为 {found}</translation>
        </message>
        <message>
            <source>a garment of the kind {category} has no point {name}; it has {known}</source>
            <translation>“{category}”类服装没有关键点 {name}；它有 {known}</translation>
        </message>
        <message>
            <source>{name} must lie in the picture, from 0,0 to 1,1; got {x},{y}</source>
            <translation>{name} 必须位于图片内（0,0 到 1,1），实际为 {x},{y}</translation>
        </message>
        <message>
            <source>a point is named twice</source>
            <translation>有一个关键点出现了两次</translation>
        </message>
        <message>
            <source>"sleeve_left" and "sleeve_right" must be true, false or null</source>
            <translation>“sleeve_left”和“sleeve_right”必须是 true、false 或 null</translation>
        </message>
        <message>
            <source>"outline" must have "coverage" with the name of a file beside it, "turned_degrees" and "crop", got {found}</source>
            <translation>"outline" 必须包含 "coverage"（同一文件夹中的文件名）、"turned_degrees" 和 "crop"，实际为 {found}</translation>
        </message>
        <message>
            <source>"crop" must be null or [left, top, right, bottom] from 0 to 1, got {found}</source>
            <translation>"crop" 必须为 null 或介于 0 和 1 之间的 [左, 上, 右, 下]，实际为 {found}</translation>
        </message>
        <message>
            <source>{name} must be a text, or a list of texts for several, got {found}</source>
            <translation>{name} 必须是文本，多个时为文本列表，实际为 {found}</translation>
        </message>
        <message>
            <source>the file has more than {megabytes} MB</source>
            <translation>文件超过 {megabytes} MB</translation>
        </message>
        <message>
            <source>the file is not UTF-8 text</source>
            <translation>文件不是 UTF-8 文本</translation>
        </message>
        <message>
            <source>lists and objects lie in each other more than {levels} deep</source>
            <translation>列表和对象的嵌套超过 {levels} 层</translation>
        </message>
        <message>
            <source>a number has {count} digits</source>
            <translation>有一个数字长达 {count} 位</translation>
        </message>
        <message>
            <source>{found} is not a finite number</source>
            <translation>{found} 不是有限的数字</translation>
        </message>
        <message>
            <source>an object has the name {name} twice</source>
            <translation>一个对象中名称 {name} 出现了两次</translation>
        </message>
        <message>
            <source>{found} holds characters that do not exist</source>
            <translation>{found} 含有不存在的字符</translation>
        </message>
        <message>
            <source>a garment of the kind {category} has no sleeves</source>
            <translation>“{category}”类服装没有袖子</translation>
        </message>
        <message>
            <source>nobody was found in the photo; use one in which a person can be seen.</source>
            <translation>照片中没有找到人物；请使用能看到人物的照片。</translation>
        </message>
        <message>
            <source>nobody was found in {photo}; use a photo in which a person can be seen from the front.</source>
            <translation>{photo} 中没有找到人物；请使用能看到人物正面的照片。</translation>
        </message>
        <message>
            <source>open a photo of a person first.</source>
            <translation>请先打开一张有人物的照片。</translation>
        </message>
        <message>
            <source>there is no person {person}; the photo shows {count}, counted from the left.</source>
            <translation>没有人物 {person}；照片中共有 {count} 人，从左数起。</translation>
        </message>
        <message>
            <source>there is no person {person}: 1 person was found in {photo}; choose person 1.</source>
            <translation>没有人物 {person}：{photo} 中只找到 1 人；请选择人物 1。</translation>
        </message>
        <message>
            <source>there is no person {person}: {count} people were found in {photo}, counted from the left; choose 1 to {count}.</source>
            <translation>没有人物 {person}：{photo} 中找到 {count} 人，从左数起；请选择 1 到 {count}。</translation>
        </message>
        <message>
            <source>person {person} wears {nothing}; choose another region ({regions}).</source>
            <translation>人物 {person} {nothing}；请选择其他部位（{regions}）。</translation>
        </message>
        <message>
            <source>person {person} wears {nothing}; choose another person.</source>
            <translation>人物 {person} {nothing}；请选择其他人物。</translation>
        </message>
        <message>
            <source>only {pixels} pixels of person {person}'s {region} region can be seen, at least {least} are needed; choose another region or a larger photo.</source>
            <translation>人物 {person} 的“{region}”部位只露出 {pixels} 个像素，至少需要 {least} 个；请选择其他部位或更大的照片。</translation>
        </message>
        <message>
            <source>too little of the region can be seen to dress it; choose another region or a photo in which the person is larger.</source>
            <translation>这个部位露出太少，无法试穿；请选择其他部位，或换一张人物更大的照片。</translation>
        </message>
        <message>
            <source>what person {person} wears on the region '{region}' is hardly seen: it covers {percent} % of the body there, too little to fit a garment by; choose another region or a photo that shows more of it.</source>
            <translation>人物 {person} 在“{region}”部位的衣服几乎看不到：只占该处身体的 {percent} %，不足以据此试穿；请选择其他部位，或露出更多衣服的照片。</translation>
        </message>
        <message>
            <source>a person's height must be between {low} and {high} cm, got {found}.</source>
            <translation>身高必须在 {low} 到 {high} 厘米之间，实际为 {found}。</translation>
        </message>
        <message>
            <source>too little of person {person} is seen to tell how large the person is; choose a photo that shows at least shoulders and hips, or hips, knees and ankles.</source>
            <translation>人物 {person} 露出的部分太少，无法判断其大小；请选择至少能看到肩和髋，或髋、膝和脚踝的照片。</translation>
        </message>
        <message>
            <source>cannot read the table of sizes {path}: {reason}; check the name.</source>
            <translation>无法读取尺码表 {path}：{reason}；请检查名称。</translation>
        </message>
        <message>
            <source>{file}: {problem}; correct the table or the size.</source>
            <translation>{file}：{problem}；请改正尺码表或尺码。</translation>
        </message>
        <message>
            <source>the table of sizes says nothing that matters for this garment; it needs one of {measures}.</source>
            <translation>尺码表中没有与这件服装有关的尺寸；需要其中之一：{measures}。</translation>
        </message>
        <message>
            <source>{garment} goes on the region '{own}', not on '{region}'; choose another region or change the garment's category.</source>
            <translation>“{garment}”应穿在“{own}”部位，而不是“{region}”；请选择其他部位，或更改服装类别。</translation>
        </message>
        <message>
            <source>{garment} on person {person} is locked and stays as it is; unlock it in the layers to change what is worn there.</source>
            <translation>人物 {person} 的{garment}已锁定，保持不变；要更改那里的穿着，请在图层中解锁。</translation>
        </message>
        <message>
            <source>cannot read the parameters {path}: {reason}; check the name.</source>
            <translation>无法读取参数文件 {path}：{reason}；请检查名称。</translation>
        </message>
        <message>
            <source>{file} is not JSON ({reason}); save it again with --save-parameters.</source>
            <translation>{file} 不是 JSON（{reason}）；请用 --save-parameters 重新保存。</translation>
        </message>
        <message>
            <source>{file}: {problem}; correct it in the file.</source>
            <translation>{file}：{problem}；请在文件中更正。</translation>
        </message>
        <message>
            <source>{file} has {entries} entries for {count} garments; write one entry for all or one for each.</source>
            <translation>{file} 有 {entries} 项，而服装有 {count} 件；请为所有服装写一项，或每件各写一项。</translation>
        </message>
        <message>
            <source>no top</source>
            <translation>没有穿上装</translation>
        </message>
        <message>
            <source>no trousers or skirt</source>
            <translation>没有穿裤子或半身裙</translation>
        </message>
        <message>
            <source>no dress, top or trousers</source>
            <translation>没有穿连衣裙、上装或裤子</translation>
        </message>
        <message>
            <source>no shoes</source>
            <translation>没有穿鞋</translation>
        </message>
        <message>
            <source>no hat</source>
            <translation>没有戴帽子</translation>
        </message>
        <message>
            <source>no scarf</source>
            <translation>没有戴围巾</translation>
        </message>
        <message>
            <source>this size is much narrower or wider than the garment seems on this person: check the height, and that the table is of the garment and not of bodies</source>
            <translation>这个尺码比服装在此人身上看起来窄得多或宽得多：请检查身高，并确认表中是服装尺寸而不是身体尺寸</translation>
        </message>
        <message>
            <source>the garment's end is hidden, so that its length does not show</source>
            <translation>服装的下端被遮住，因此看不出长度</translation>
        </message>
        <message>
            <source>{file}: {problem}</source>
            <translation>{file}：{problem}</translation>
        </message>
        <message>
            <source>the picture is fully transparent. {hint}</source>
            <translation>图片完全透明。{hint}</translation>
        </message>
        <message>
            <source>the picture is at most {percent} % opaque, and a garment is found where it is at least 50 % opaque. Make it opaque in a picture editor; sheer fabric cannot be worn.</source>
            <translation>图片的不透明度最高只有 {percent}%，而衣物须至少 50% 不透明才能识别。请在图片编辑器中将其改为不透明；薄透面料无法试穿。</translation>
        </message>
        <message>
            <source>the picture is only {width}x{height} pixels, too small for a garment; its shorter side must have at least {least} pixels, and looks sharp from {good}. Use a larger picture.</source>
            <translation>图片只有 {width}x{height} 像素，小得看不清服装；短边至少要有 {least} 像素，达到 {good} 像素才清晰。请使用更大的图片。</translation>
        </message>
        <message>
            <source>no garment stands out from the background. {hint}</source>
            <translation>没有从背景中分辨出服装。{hint}</translation>
        </message>
        <message>
            <source>the garment cannot be told from its background. {hint}</source>
            <translation>无法把服装与背景区分开。{hint}</translation>
        </message>
        <message>
            <source>no garment found in the picture. {hint}</source>
            <translation>图片中没有找到服装。{hint}</translation>
        </message>
        <message>
            <source>{garment}: no garment found ({visible} visible pixels, at least {least} needed). {hint}</source>
            <translation>{garment}：没有找到服装（可见像素 {visible} 个，至少需要 {least} 个）。{hint}</translation>
        </message>
        <message>
            <source>the picture shows shoes, which cannot be tried on yet; use a picture of a top, trousers, a skirt or a dress. If it is one, name it with --category.</source>
            <translation>图片中是鞋子，目前还不能试穿；请使用上衣、裤子、裙子或连衣裙的图片。如果它其实是其中之一，请用 --category 指明。</translation>
        </message>
        <message>
            <source>the picture shows a hat, which cannot be tried on yet; use a picture of a top, trousers, a skirt or a dress. If it is one, name it with --category.</source>
            <translation>图片中是帽子，目前还不能试穿；请使用上衣、裤子、裙子或连衣裙的图片。如果它其实是其中之一，请用 --category 指明。</translation>
        </message>
        <message>
            <source>the picture shows a bag, which cannot be tried on yet; use a picture of a top, trousers, a skirt or a dress. If it is one, name it with --category.</source>
            <translation>图片中是包，目前还不能试穿；请使用上衣、裤子、裙子或连衣裙的图片。如果它其实是其中之一，请用 --category 指明。</translation>
        </message>
        <message>
            <source>the picture shows a person; take what somebody wears with --garment-from PHOTO, or with Take from another photo in the window.</source>
            <translation>图片中是人物；要取下人物所穿的衣物，请使用 --garment-from PHOTO，或窗口中的“从其他照片取下”。</translation>
        </message>
        <message>
            <source>the picture shows {count} garments; choose one with --pick 1 to {count}, from left to right, or add the picture in the window, which shows them all.</source>
            <translation>图片中有 {count} 件衣物；请用 --pick 1 到 {count}（从左到右）选择一件，或在窗口中添加这张图片，窗口会显示每一件。</translation>
        </message>
        <message>
            <source>the picture shows several garments that touch; cut it into one picture for each of them. If it is one garment, name it with --category.</source>
            <translation>图片中有多件挨在一起的衣物；请把它裁成每件一张图片。如果其实是一件，请用 --category 指明。</translation>
        </message>
        <message>
            <source>there is no garment {number}; the picture shows {count}, from left to right.</source>
            <translation>没有第 {number} 件衣物；图片中从左到右共有 {count} 件。</translation>
        </message>
        <message>
            <source>the picture shows no garment; use a picture of a top, trousers, a skirt or a dress. If it is one, name it with --category.</source>
            <translation>图片中没有衣物；请使用上衣、裤子、裙子或连衣裙的图片。如果它其实是其中之一，请用 --category 指明。</translation>
        </message>
        <message>
            <source>the picture cannot be read ({reason}); close other programs and try again.</source>
            <translation>无法识别图片（{reason}）；请关闭其他程序后重试。</translation>
        </message>
        <message>
            <source>the garment is too small to be measured; use a larger picture of it.</source>
            <translation>服装太小，无法测量；请使用更大的图片。</translation>
        </message>
        <message>
            <source>only one leg of the trousers can be found; use a picture that shows both from the front, or correct the garment's category.</source>
            <translation>只能找到裤子的一条裤腿；请使用从正面显示两条裤腿的图片，或更正衣物类别。</translation>
        </message>
        <message>
            <source>the point {first} must lie above {second}; move one of them.</source>
            <translation>关键点 {first} 必须位于 {second} 上方；请移动其中一个。</translation>
        </message>
        <message>
            <source>the point {first} must lie left of {second}; move one of them.</source>
            <translation>关键点 {first} 必须位于 {second} 左侧；请移动其中一个。</translation>
        </message>
        <message>
            <source>cannot read {file}: {reason}; change its permissions or delete it.</source>
            <translation>无法读取 {file}：{reason}；请更改其权限或将其删除。</translation>
        </message>
        <message>
            <source>{file} holds no points of a garment: {problem}.</source>
            <translation>{file} 中没有服装关键点：{problem}。</translation>
        </message>
        <message>
            <source>the outline that was drawn is damaged ({problem}); draw it again.</source>
            <translation>所绘制的轮廓已损坏（{problem}）；请重新绘制。</translation>
        </message>
        <message>
            <source>the outline was drawn on another picture: it is {found}, the picture {expected}; draw it again.</source>
            <translation>轮廓是在另一张图片上绘制的：轮廓为 {found}，图片为 {expected}；请重新绘制。</translation>
        </message>
        <message>
            <source>the outline leaves nothing of the garment; paint some of it with the brush.</source>
            <translation>轮廓内没有留下服装的任何部分；请用画笔涂出一部分。</translation>
        </message>
        <message>
            <source>{problem} The points of {garment} are those measured; correct it again.</source>
            <translation>{problem}“{garment}”使用测量得到的关键点；请重新校正。</translation>
        </message>
        <message>
            <source>{file} does not describe a garment ({reason}); add the garment's picture again.</source>
            <translation>{file} 中没有服装的信息（{reason}）；请重新添加该服装的图片。</translation>
        </message>
        <message>
            <source>{file} is missing among your garments: {problem} Its files are in {folder}.</source>
            <translation>您的服装中缺少 {file}：{problem}相关文件位于 {folder}。</translation>
        </message>
        <message>
            <source>{count} more garments cannot be shown; the log names them.</source>
            <translation>另有 {count} 件服装无法显示；日志中列出了它们。</translation>
        </message>
        <message>
            <source>{garment} was removed from your garments, perhaps in another window; add it again.</source>
            <translation>“{garment}”已从您的服装中移除，可能是在另一个窗口中；请重新添加。</translation>
        </message>
        <message>
            <source>its picture {file} is missing. Find it where it is now, or bring it back from a backup.</source>
            <translation>图片 {file} 缺失。请找到它现在的位置，或从备份中恢复。</translation>
        </message>
        <message>
            <source>{garment} was taken off a person, and only its own picture with a transparent background can take the place of the missing one.</source>
            <translation>“{garment}”是从人身上取下的，只能用它自己的透明背景图片来替代缺失的图片。</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}; check the name and its permissions.</source>
            <translation>无法读取 {path}：{reason}；请检查名称和权限。</translation>
        </message>
        <message>
            <source>{name} is not a file of garments that tryon exported, or it is damaged; export it again, or choose a file that ends in .wardrobe.</source>
            <translation>{name} 不是 tryon 导出的服装文件，或者已损坏；请重新导出，或选择以 .wardrobe 结尾的文件。</translation>
        </message>
        <message>
            <source>{name} was exported by a newer tryon (version {found}, known are versions up to {newest}); update tryon to import it.</source>
            <translation>{name} 由更新版本的 tryon 导出（版本 {found}，已知最高版本 {newest}）；请更新 tryon 后再导入。</translation>
        </message>
        <message>
            <source>the folder of your garments, {folder}, is not there. Connect its drive or start what keeps it in step, or choose another folder.</source>
            <translation>您的服装文件夹 {folder} 不存在。请连接其所在的驱动器或启动同步程序，或选择其他文件夹。</translation>
        </message>
        <message>
            <source>{photo}: nobody was found whose clothes can be taken. Use a photo that shows a person from head to hips or feet.</source>
            <translation>{photo}：没有找到可以取下衣服的人物。请使用能看到人物从头到胯或到脚的照片。</translation>
        </message>
        <message>
            <source>{garment} was removed from your garments.</source>
            <translation>已从您的服装中移除“{garment}”。</translation>
        </message>
        <message>
            <source>{count} garments were removed.</source>
            <translation>已移除 {count} 件服装。</translation>
        </message>
        <message>
            <source>{before} is now called {after}.</source>
            <translation>“{before}”现在叫“{after}”。</translation>
        </message>
        <message>
            <source>{count} garments are favourites now.</source>
            <translation>已收藏 {count} 件服装。</translation>
        </message>
        <message>
            <source>{count} garments are no longer favourites.</source>
            <translation>已取消收藏 {count} 件服装。</translation>
        </message>
        <message>
            <source>{count} garments have the tag {label} now.</source>
            <translation>已为 {count} 件服装加上标签“{label}”。</translation>
        </message>
        <message>
            <source>{count} garments no longer have the tag {label}.</source>
            <translation>已从 {count} 件服装去掉标签“{label}”。</translation>
        </message>
        <message>
            <source>{count} garments are in {label} now.</source>
            <translation>已将 {count} 件服装放入“{label}”。</translation>
        </message>
        <message>
            <source>{count} garments are no longer in {label}.</source>
            <translation>已将 {count} 件服装移出“{label}”。</translation>
        </message>
        <message>
            <source>The collection {before} is now called {after}.</source>
            <translation>合集“{before}”现在名为“{after}”。</translation>
        </message>
        <message>
            <source>{count} garments were exported to {file}.</source>
            <translation>已将 {count} 件服装导出到 {file}。</translation>
        </message>
        <message>
            <source>{added} garments were added; {known} were there already.</source>
            <translation>已添加 {added} 件服装；{known} 件原已存在。</translation>
        </message>
        <message>
            <source>Your garments are kept in {folder} now. {count} files were copied there; those in {before} stay as they are.</source>
            <translation>您的服装现在保存在 {folder}。已复制 {count} 个文件到那里；{before} 中的文件保持不变。</translation>
        </message>
        <message>
            <source>The collection {label} is dissolved; its garments stay.</source>
            <translation>合集“{label}”已解散；其中的服装保留。</translation>
        </message>
        <message>
            <source>{garment}: {note}</source>
            <translation>{garment}：{note}</translation>
        </message>
        <message>
            <source>{picture} is already among your garments, as {garment}.</source>
            <translation>{picture} 已在您的服装中，名为“{garment}”。</translation>
        </message>
        <message>
            <source>a garment of {file} is damaged ({problem}) and is left out</source>
            <translation>{file} 中有一件服装已损坏（{problem}），已略去</translation>
        </message>
        <message>
            <source>the picture lies turned by {degrees} degrees and was turned back</source>
            <translation>图片转了 {degrees} 度，已转正</translation>
        </message>
        <message>
            <source>the photo's edge cuts it off; what lies below was continued by estimate</source>
            <translation>照片边缘把它截断了；下面的部分按估计延续</translation>
        </message>
        <message>
            <source>unsure: {kind}, or perhaps {other}</source>
            <translation>不确定：{kind}，或可能是 {other}</translation>
        </message>
        <message>
            <source>taken for one {kind}, but it lies in {count} pieces, which are taken for garments</source>
            <translation>看起来是一件{kind}，但分成 {count} 块，因此每块当作一件衣物</translation>
        </message>
        <message>
            <source>outline and picture disagree about {points}; the picture is surer and was followed</source>
            <translation>轮廓与图片对{points}的判断不同；图片更可靠，以图片为准</translation>
        </message>
        <message>
            <source>Use a photo of one garment on a plain background, or a PNG with a transparent background.</source>
            <translation>请使用纯色背景上的单件服装照片，或带透明背景的 PNG。</translation>
        </message>
        <message>
            <source>use another mirror, or a file or folder that you already have</source>
            <translation>使用其他镜像，或已有的文件或文件夹</translation>
        </message>
        <message>
            <source>Download them with 'tryon models download' or in Settings &gt; Models (about 723 MB, from ModelScope, model damo/cv_resnet101_image-multiple-human-parsing, licence CC BY-NC 4.0: research and personal use), or name their folder with --weights or in Settings &gt; Parser.</source>
            <translation>请运行 tryon models download，或在“设置 &gt; 模型”中下载（约 723 MB，来自 ModelScope，模型 damo/cv_resnet101_image-multiple-human-parsing，许可 CC BY-NC 4.0：仅限研究和个人使用），或用 --weights 或在“设置 &gt; 解析模型”中指定其所在文件夹。</translation>
        </message>
        <message>
            <source>{name} is not a look that tryon saved; choose a file that ends in .tryon.</source>
            <translation>{name} 不是 tryon 保存的造型；请选择以 .tryon 结尾的文件。</translation>
        </message>
        <message>
            <source>{name} is damaged ({problem}), and what is worn in it is lost. It is a zip archive: other programs may still get the photo out of it.</source>
            <translation>{name} 已损坏（{problem}），其中的穿戴内容已丢失。它是一个 zip 压缩包：用其他程序或许还能取出其中的照片。</translation>
        </message>
        <message>
            <source>{name} was saved by a newer tryon (version {found}, known are versions up to {newest}); update tryon to open it.</source>
            <translation>{name} 是由较新的 tryon 保存的（版本 {found}，已知最高版本为 {newest}）；请更新 tryon 后再打开。</translation>
        </message>
        <message>
            <source>the photo in {name} is damaged or missing ({problem}); save the look again from the photo itself, or copy the file again.</source>
            <translation>{name} 中的照片已损坏或缺失（{problem}）；请用照片本身重新保存造型，或重新复制该文件。</translation>
        </message>
        <message>
            <source>the photo {photo} of {name} is not there any more; it was looked for at {places}. Put it back at one of them, or beside {name}.</source>
            <translation>{name} 的照片 {photo} 已不在原处；已在以下位置查找：{places}。请把它放回其中一处，或放到 {name} 旁边。</translation>
        </message>
        <message>
            <source>the photo of {name} has changed since it was saved: {places}. Bring the earlier photo back, or open the photo itself and begin again.</source>
            <translation>{name} 的照片在保存之后有改动：{places}。请恢复原来的照片，或直接打开照片重新开始。</translation>
        </message>
        <message>
            <source>{name} was taken up by another window already.</source>
            <translation>{name} 已由另一个窗口接手。</translation>
        </message>
        <message>
            <source>what was left of {name} is damaged and cannot be continued; open the photo itself, or the look as it was saved.</source>
            <translation>{name} 留下的内容已损坏，无法继续；请打开照片本身，或打开已保存的造型。</translation>
        </message>
        <message>
            <source>{photo} cannot be linked to: its file is missing, has changed since it was opened, or has a name that is no text. Save the look with the photo in it.</source>
            <translation>无法链接到 {photo}：它的文件缺失、打开后有改动，或文件名不是文本。请把照片一起保存到造型中。</translation>
        </message>
        <message>
            <source>{part} is missing</source>
            <translation>缺少 {part}</translation>
        </message>
        <message>
            <source>{part} has more than {megabytes} MB</source>
            <translation>{part} 超过 {megabytes} MB</translation>
        </message>
        <message>
            <source>{part} and the pictures before it have too many pixels</source>
            <translation>{part} 与它之前的图片像素过多</translation>
        </message>
        <message>
            <source>{part} is no PNG</source>
            <translation>{part} 不是 PNG</translation>
        </message>
        <message>
            <source>{part} cannot be read: {reason}</source>
            <translation>无法读取 {part}：{reason}</translation>
        </message>
        <message>
            <source>{part} makes no sense: {reason}</source>
            <translation>{part} 的内容没有意义：{reason}</translation>
        </message>
        <message>
            <source>the labels in {name} are damaged ({problem}); the photo is parsed again, and corrections of its labels are lost</source>
            <translation>{name} 中的标签已损坏（{problem}）；照片将重新解析，对标签的修正已丢失</translation>
        </message>
        <message>
            <source>a garment of {name} is damaged ({problem}) and is left out</source>
            <translation>{name} 中的一件服装已损坏（{problem}），未载入</translation>
        </message>
        <message>
            <source>how {garment} lay is damaged in {name} ({problem}); it lies as it does by measure</source>
            <translation>{name} 中 {garment} 的摆放方式已损坏（{problem}）；按测量结果摆放</translation>
        </message>
        <message>
            <source>how much of {garment} showed is damaged in {name} ({problem}); all of it shows</source>
            <translation>{name} 中{garment}的显示程度已损坏（{problem}）；现在完全显示</translation>
        </message>
        <message>
            <source>how tall people are is damaged in {name} ({problem}); say it again</source>
            <translation>{name} 中的身高数据已损坏（{problem}）；请重新填写</translation>
        </message>
        <message>
            <source>{garment} is left out: {problem}</source>
            <translation>未穿上 {garment}：{problem}</translation>
        </message>
        <message>
            <source>{garment} is not saved in {name}: the labels show nobody any more who could wear it; undo brings its wearer back</source>
            <translation>{garment} 没有保存到 {name} 中：标注里已没有能穿它的人；撤销可找回穿它的人</translation>
        </message>
        <message>
            <source>the last that was done to {name} was not written down to its end and is lost; the rest is as it was</source>
            <translation>对 {name} 的最后操作没有完整记录下来，已丢失；其余部分保持原样</translation>
        </message>
        <message>
            <source>what you do from here on is not kept if the program ends unexpectedly ({problem}); save the look now and then</source>
            <translation>从现在起，如果程序意外结束，所做的操作将无法保留（{problem}）；请不时保存造型</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}; check its permissions.</source>
            <translation>无法读取 {path}：{reason}；请检查其权限。</translation>
        </message>
        <message>
            <source>{name} is not an outfit that tryon saved; delete it, or copy the file again.</source>
            <translation>{name} 不是 tryon 保存的穿搭；请将其删除，或重新复制文件。</translation>
        </message>
        <message>
            <source>{name} is damaged ({problem}); delete it, or copy the file again.</source>
            <translation>{name} 已损坏（{problem}）；请将其删除，或重新复制文件。</translation>
        </message>
        <message>
            <source>{name} was saved by a newer tryon (version {found}, known are versions up to {newest}); update tryon to wear it.</source>
            <translation>{name} 是由较新的 tryon 保存的（版本 {found}，已知最高版本为 {newest}）；请更新 tryon 后再穿上。</translation>
        </message>
        <message>
            <source>the outfit cannot be moved from {source} to {target}: {reason}.</source>
            <translation>无法把穿搭从 {source} 移到 {target}：{reason}。</translation>
        </message>
        <message>
            <source>nothing was put on person {person} yet; put a garment on first. What people really wear can be taken by File &gt; Take from another photo.</source>
            <translation>还没有给人物 {person} 穿上衣服；请先穿上一件。人物本来穿的衣服可以用“文件 &gt; 从其他照片取下”取得。</translation>
        </message>
        <message>
            <source>no clothes were copied yet; choose somebody who wears some and copy them.</source>
            <translation>还没有复制衣服；请选择一个穿了衣服的人物并复制。</translation>
        </message>
        <message>
            <source>there is nobody else in this photo; open one that shows two people.</source>
            <translation>这张照片中没有其他人；请打开有两个人的照片。</translation>
        </message>
        <message>
            <source>persons {person} and {other} show nothing that can be swapped: too little of their clothes can be seen.</source>
            <translation>人物 {person} 和 {other} 没有可以互换的衣服：露出的衣服太少。</translation>
        </message>
        <message>
            <source>{garment} is not in the wardrobe any more; the outfit's own copy is worn</source>
            <translation>{garment}已不在衣橱中；穿上的是穿搭自带的副本</translation>
        </message>
        <message>
            <source>a garment of {outfit} is damaged ({problem}) and is left out</source>
            <translation>{outfit}中的一件服装已损坏（{problem}），未穿上</translation>
        </message>
        <message>
            <source>{garment} is left out for person {person}: {problem}</source>
            <translation>人物 {person} 没有穿上{garment}：{problem}</translation>
        </message>
        <message>
            <source>{garment} on person {person} is locked and stays</source>
            <translation>人物 {person} 的{garment}已锁定，保持不变</translation>
        </message>
        <message>
            <source>{outfit} is kept as an outfit.</source>
            <translation>已把“{outfit}”存为穿搭。</translation>
        </message>
        <message>
            <source>{outfit} was deleted.</source>
            <translation>已删除“{outfit}”。</translation>
        </message>
        <message>
            <source>The clothes of person {person} are copied: {garments}.</source>
            <translation>已复制人物 {person} 的衣服：{garments}。</translation>
        </message>
        <message>
            <source>the bundled parser failed ({reason}); close other programs and try again.</source>
            <translation>内置解析模型运行失败（{reason}）；请关闭其他程序后重试。</translation>
        </message>
        <message>
            <source>M2FP failed on this photo ({reason}); close other programs and try again, or use the bundled parser (--parser bundled, or Settings &gt; Parser).</source>
            <translation>M2FP 处理这张照片失败（{reason}）；请关闭其他程序后重试，或使用内置解析模型（--parser bundled，或“设置 &gt; 解析模型”）。</translation>
        </message>
        <message>
            <source>M2FP returned no numbers for this photo: its weights {path} are damaged. Download them again, or use the bundled parser (--parser bundled, or Settings &gt; Parser).</source>
            <translation>M2FP 没有给出有效结果：权重 {path} 已损坏。请重新下载，或使用内置解析模型（--parser bundled，或“设置 &gt; 解析模型”）。</translation>
        </message>
        <message>
            <source>{photo}: out of memory; close other programs or use a smaller photo.</source>
            <translation>{photo}：内存不足；请关闭其他程序或使用较小的照片。</translation>
        </message>
        <message>
            <source>{photo}: tryon made a mistake ({reason}). Please report it with what 'tryon diagnostics' prints, and leave the photo out until then.</source>
            <translation>{photo}：tryon 出现了错误（{reason}）。请附上 tryon diagnostics 的输出进行反馈，在此之前请先跳过这张照片。</translation>
        </message>
        <message>
            <source>no query found {part} in {photo}; found were (query and part): {seen}.</source>
            <translation>没有查询在 {photo} 中找到 {part}；找到的有（查询与部位）：{seen}。</translation>
        </message>
        <message>
            <source>nobody was found in {photo}; reinstall tryon.</source>
            <translation>{photo} 中没有找到人物；请重新安装 tryon。</translation>
        </message>
        <message>
            <source>the parser's weights {path} are missing; name another folder with --weights, or reinstall tryon.</source>
            <translation>缺少解析模型的权重 {path}；请用 --weights 指定其他文件夹，或重新安装 tryon。</translation>
        </message>
        <message>
            <source>{path} cannot be loaded ({reason}); reinstall tryon.</source>
            <translation>无法加载 {path}（{reason}）；请重新安装 tryon。</translation>
        </message>
        <message>
            <source>{path} is another network: its outputs are {found}, tryon needs {needed}; reinstall tryon.</source>
            <translation>{path} 是另一个网络：其输出为 {found}，tryon 需要 {needed}；请重新安装 tryon。</translation>
        </message>
        <message>
            <source>M2FP's weights are not part of tryon, and not in ModelScope's cache. {hint} The bundled parser needs no download: --parser bundled.</source>
            <translation>tryon 不包含 M2FP 的权重，ModelScope 缓存中也没有。{hint} 内置解析模型无需下载：--parser bundled。</translation>
        </message>
        <message>
            <source>M2FP's weights {path} are missing. {hint}</source>
            <translation>缺少 M2FP 的权重 {path}。{hint}</translation>
        </message>
        <message>
            <source>{folder} holds no pytorch_model.pt. Choose the folder into which M2FP was downloaded; it holds pytorch_model.pt and configuration.json.</source>
            <translation>{folder} 中没有 pytorch_model.pt。请选择下载 M2FP 的文件夹，其中应有 pytorch_model.pt 和 configuration.json。</translation>
        </message>
        <message>
            <source>M2FP needs PyTorch, which cannot be imported ({reason}); install it with pip install 'tryon[m2fp]', or use the bundled parser (--parser bundled, or Settings &gt; Parser).</source>
            <translation>M2FP 需要 PyTorch，但无法导入（{reason}）；请用 pip install 'tryon[m2fp]' 安装，或使用内置解析模型（--parser bundled，或“设置 &gt; 解析模型”）。</translation>
        </message>
        <message>
            <source>M2FP cannot be loaded ({reason}); close other programs and try again, or use the bundled parser (--parser bundled, or Settings &gt; Parser).</source>
            <translation>无法加载 M2FP（{reason}）；请关闭其他程序后重试，或使用内置解析模型（--parser bundled，或“设置 &gt; 解析模型”）。</translation>
        </message>
        <message>
            <source>{path} is damaged ({reason}); download it again, or delete it to use the published network's sizes.</source>
            <translation>{path} 已损坏（{reason}）；请重新下载，或删除它以使用公开发布的网络尺寸。</translation>
        </message>
        <message>
            <source>{path} is not of an M2FP network that tryon can run: {key} is {found}, expected {expected}; download it again, or name another folder with --weights.</source>
            <translation>{path} 不是 tryon 能运行的 M2FP 网络：{key} 为 {found}，应为 {expected}；请重新下载，或用 --weights 指定其他文件夹。</translation>
        </message>
        <message>
            <source>{path} names {count} classes, but the network has {expected}; download it again.</source>
            <translation>{path} 列出 {count} 个类别，而网络有 {expected} 个；请重新下载。</translation>
        </message>
        <message>
            <source>{path} says that these weights are of the model for one person, and names classes that it does not have ({classes}); download it again.</source>
            <translation>{path} 说明这些权重属于单人模型，却列出了它没有的类别（{classes}）；请重新下载。</translation>
        </message>
        <message>
            <source>{path} ({megabytes} MB) is damaged or cut off ({reason}). Delete it and download it again. {hint}</source>
            <translation>{path}（{megabytes} MB）已损坏或不完整（{reason}）。请删除后重新下载。{hint}</translation>
        </message>
        <message>
            <source>{path} is no M2FP checkpoint: it has no entry '{entry}' full of tensors. {hint}</source>
            <translation>{path} 不是 M2FP 检查点：没有包含张量的“{entry}”项。{hint}</translation>
        </message>
        <message>
            <source>{path} is the checkpoint of another model than its configuration says: {differences}. {hint}</source>
            <translation>{path} 与其配置所述的模型不符：{differences}。{hint}</translation>
        </message>
        <message>
            <source>{model} is not here; download it with 'tryon models download {model}' or in Settings &gt; Models.</source>
            <translation>{model} 尚未下载；请运行 tryon models download {model}，或在“设置 &gt; 模型”中下载。</translation>
        </message>
        <message>
            <source>{path} does not exist; choose the {weights} of {model}, or the folder it is in.</source>
            <translation>{path} 不存在；请选择 {model} 的 {weights}，或其所在文件夹。</translation>
        </message>
        <message>
            <source>{path} is no PyTorch checkpoint; choose the {name} of the published model.</source>
            <translation>{path} 不是 PyTorch 检查点；请选择所发布模型的 {name}。</translation>
        </message>
        <message>
            <source>{path} is an archive of another kind, no PyTorch checkpoint; choose the {name} of the published model.</source>
            <translation>{path} 是其他类型的压缩文件，不是 PyTorch 检查点；请选择所发布模型的 {name}。</translation>
        </message>
        <message>
            <source>{path} ({size} bytes) is damaged or cut off; download it again.</source>
            <translation>{path}（{size} 字节）已损坏或不完整；请重新下载。</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}; check the disk.</source>
            <translation>无法读取 {path}：{reason}；请检查磁盘。</translation>
        </message>
        <message>
            <source>{path} is not the published file: its SHA-256 is {found}…, expected {expected}…. Remove the model and download it again; to use these weights all the same, name their folder with --weights.</source>
            <translation>{path} 不是所发布的文件：其 SHA-256 为 {found}…，应为 {expected}…。请删除模型并重新下载；若仍要使用这些权重，请用 --weights 指定其文件夹。</translation>
        </message>
        <message>
            <source>an object</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true 或 false</translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation>整数</translation>
        </message>
        <message>
            <source>a number</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>a text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>a list</source>
            <translation>列表</translation>
        </message>
        <message>
            <source>a positive number</source>
            <translation>正数</translation>
        </message>
        <message>
            <source>a number from 0 to 1</source>
            <translation>0 到 1 之间的数</translation>
        </message>
        <message>
            <source>at most {number}</source>
            <translation>不大于 {number} 的数</translation>
        </message>
        <message>
            <source>a divisor of {number}</source>
            <translation>{number} 的约数</translation>
        </message>
        <message>
            <source>one of {values}</source>
            <translation>{values} 之一</translation>
        </message>
        <message>
            <source>it lacks {entries}</source>
            <translation>缺少 {entries}</translation>
        </message>
        <message>
            <source>it has the unknown {entries}</source>
            <translation>含有未知的 {entries}</translation>
        </message>
        <message>
            <source>it has in another shape {entries}</source>
            <translation>形状不同的有 {entries}</translation>
        </message>
        <message>
            <source>it has something else than decimal numbers in {entries}</source>
            <translation>{entries} 中的内容不是小数</translation>
        </message>
        <message>
            <source>{entries} and {count} more</source>
            <translation>{entries} 等，另有 {count} 项</translation>
        </message>
        <message>
            <source>{entry} {found}, not {expected}</source>
            <translation>{entry} {found}（应为 {expected}）</translation>
        </message>
        <message>
            <source>{first}; {second}</source>
            <translation>{first}；{second}</translation>
        </message>
        <message>
            <source>{path} does not exist; check the name.</source>
            <translation>{path} 不存在；请检查名称。</translation>
        </message>
        <message>
            <source>{path} is a folder; choose one of the pictures in it.</source>
            <translation>{path} 是文件夹；请选择其中的一张图片。</translation>
        </message>
        <message>
            <source>{folder} holds no pictures ({suffixes}); name another folder.</source>
            <translation>{folder} 中没有图片（{suffixes}）；请指定其他文件夹。</translation>
        </message>
        <message>
            <source>{path} may not be read; change its permissions.</source>
            <translation>没有读取 {path} 的权限；请更改其权限。</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}.</source>
            <translation>无法读取 {path}：{reason}。</translation>
        </message>
        <message>
            <source>{name} is empty (0 bytes); copy or download it again.</source>
            <translation>{name} 是空文件（0 字节）；请重新复制或下载。</translation>
        </message>
        <message>
            <source>{name} is damaged or cut off ({reason}); copy or download it again.</source>
            <translation>{name} 已损坏或不完整（{reason}）；请重新复制或下载。</translation>
        </message>
        <message>
            <source>{name} is damaged or cut off near its beginning; copy or download it again.</source>
            <translation>{name} 在开头处已损坏或被截断；请重新复制或下载。</translation>
        </message>
        <message>
            <source>{name} is not a picture that tryon can read; use one of {suffixes}.</source>
            <translation>{name} 不是 tryon 能读取的图片；请使用 {suffixes} 之一。</translation>
        </message>
        <message>
            <source>{path} is missing or damaged ({reason}); reinstall tryon.</source>
            <translation>{path} 缺失或已损坏（{reason}）；请重新安装 tryon。</translation>
        </message>
        <message>
            <source>{name} is of the type {found}, which is no picture; pass a file's name, a Pillow image or a NumPy array.</source>
            <translation>{name} 的类型是 {found}，不是图片；请传入文件名、Pillow 图片或 NumPy 数组。</translation>
        </message>
        <message>
            <source>{name} is an array {shape} of {dtype}; pass uint8 as RGB (H, W, 3), RGBA (H, W, 4) or grey (H, W). Of floats in [0, 1] make (255 * array).round().astype('uint8').</source>
            <translation>{name} 是类型为 {dtype} 的数组 {shape}；请传入 uint8 数组：RGB (H, W, 3)、RGBA (H, W, 4) 或灰度 (H, W)。[0, 1] 内的浮点数请转换为 (255 * array).round().astype('uint8')。</translation>
        </message>
        <message>
            <source>{name} is {width}x{height} pixels; a photo needs at least {least} on each side to show a person. Choose a larger picture.</source>
            <translation>{name} 只有 {width}x{height} 像素；照片每边至少需要 {least} 像素才能看清人物。请选择更大的图片。</translation>
        </message>
        <message>
            <source>{name} has {megapixels} megapixels; the limit is {limit}. Make it smaller first.</source>
            <translation>{name} 有 {megapixels} 百万像素，上限为 {limit}。请先缩小。</translation>
        </message>
        <message>
            <source>{name} has {megabytes} MB; the limit is {limit} MB. Make it smaller first.</source>
            <translation>{name} 有 {megabytes} MB；上限是 {limit} MB。请先把它缩小。</translation>
        </message>
        <message>
            <source>{name} needs more memory than is free; close other programs or make it smaller.</source>
            <translation>空闲内存不足以打开 {name}；请关闭其他程序，或把它缩小。</translation>
        </message>
        <message>
            <source>{path} is a device or a pipe, not a file; choose a picture file.</source>
            <translation>{path} 是设备或管道，不是文件；请选择图片文件。</translation>
        </message>
        <message>
            <source>{path} cannot be the name of a file ({reason}); check the name.</source>
            <translation>{path} 不能作为文件名（{reason}）；请检查名称。</translation>
        </message>
        <message>
            <source>{name} is transparent everywhere, so there is nothing to see in it; choose another picture or save it without transparency.</source>
            <translation>{name} 全部透明，什么也看不见；请选择另一张图片，或不带透明度重新保存。</translation>
        </message>
        <message>
            <source>{name} is a video; take a still picture from it and open that.</source>
            <translation>{name} 是视频；请从中截取一张静态图片再打开。</translation>
        </message>
        <message>
            <source>{name} is a camera's RAW file; export it as JPEG from the program that came with the camera, or from a photo program, and open that.</source>
            <translation>{name} 是相机的 RAW 文件；请用相机附带的程序或照片程序导出为 JPEG 再打开。</translation>
        </message>
        <message>
            <source>{name} is a HEIC picture, which needs the package pillow-heif 1.8.1 or newer; install it with pip install 'tryon[heif]', or export the picture as JPEG.</source>
            <translation>{name} 是 HEIC 图片，需要 pillow-heif 1.8.1 或更新的软件包；请运行 pip install 'tryon[heif]' 安装，或把图片导出为 JPEG。</translation>
        </message>
        <message>
            <source>{name} lacks its last bytes; none of its pixels are missing. Copy or download it again to have the whole file.</source>
            <translation>{name} 缺少末尾的几个字节，但像素完整。如需完整的文件，请重新复制或下载。</translation>
        </message>
        <message>
            <source>cannot write {name}: unknown format '{suffix}'. Use one of {suffixes}.</source>
            <translation>无法写入 {name}：未知格式“{suffix}”。请使用 {suffixes} 之一。</translation>
        </message>
        <message>
            <source>cannot write {path}: {reason}. Choose another folder or free some space.</source>
            <translation>无法写入 {path}：{reason}。请选择其他文件夹或释放空间。</translation>
        </message>
        <message>
            <source>cannot write {path}: {reason}. Choose another name.</source>
            <translation>无法写入 {path}：{reason}。请换一个名称。</translation>
        </message>
        <message>
            <source>cannot write {name}: the format holds at most {limit} pixels on a side, and the picture is {width}x{height}. Choose PNG or TIFF.</source>
            <translation>无法写入 {name}：该格式每边最多 {limit} 像素，而图片是 {width}x{height}。请选择 PNG 或 TIFF。</translation>
        </message>
        <message>
            <source>{name} is the photo you opened, and tryon never overwrites it. Choose another name.</source>
            <translation>{name} 是您打开的照片，tryon 不会覆盖它。请换一个名称。</translation>
        </message>
        <message>
            <source>{name} is the picture of a garment that is worn here, and tryon never overwrites it. Choose another name.</source>
            <translation>{name} 是此处所穿服装的图片，tryon 绝不会覆盖它。请换一个名称。</translation>
        </message>
        <message>
            <source>none of these garments can be put on here; the cards of the wall say why. Choose other garments or another person.</source>
            <translation>这些衣服都无法穿在这个人身上，原因见试穿墙的卡片。请选择其他衣服或其他人。</translation>
        </message>
        <message>
            <source>cannot create the folder {folder}: {reason}.</source>
            <translation>无法创建文件夹 {folder}：{reason}。</translation>
        </message>
        <message>
            <source>cannot delete {path}: {reason}.</source>
            <translation>无法删除 {path}：{reason}。</translation>
        </message>
        <message>
            <source>the files of {garment} cannot be moved from {source} to {target} ({reason}); close other programs that use them and try again.</source>
            <translation>无法将“{garment}”的文件从 {source} 移动到 {target}（{reason}）；请关闭正在使用这些文件的其他程序后重试。</translation>
        </message>
        <message>
            <source>cannot copy {path} to {folder}: {reason}. Your garments are kept where they were.</source>
            <translation>无法将 {path} 复制到 {folder}：{reason}。您的服装仍保存在原处。</translation>
        </message>
        <message>
            <source>{count} garments are too many for one file, which holds {most}; export them in parts.</source>
            <translation>{count} 件服装对一个文件来说太多，一个文件最多 {most} 件；请分批导出。</translation>
        </message>
        <message>
            <source>{name} would be larger than 2 GB, which one file may have; export fewer garments at a time.</source>
            <translation>{name} 将超过单个文件 2 GB 的上限；请每次导出较少的服装。</translation>
        </message>
        <message>
            <source>nothing is kept while the folder of your garments, {folder}, is not there. Connect its drive or start what keeps it in step, or choose another folder.</source>
            <translation>您的服装文件夹 {folder} 不存在，因此无法保存任何内容。请连接其所在的驱动器或启动同步程序，或选择其他文件夹。</translation>
        </message>
        <message>
            <source>{path} cannot be written: there is no folder {folder}</source>
            <translation>无法写入 {path}：没有文件夹 {folder}</translation>
        </message>
        <message>
            <source>{path} cannot be written ({reason}); choose another place</source>
            <translation>无法写入 {path}（{reason}）；请选择其他位置</translation>
        </message>
        <message>
            <source>the server needs packages that are not installed ({reason}); install them with pip install 'tryon[serve]'.</source>
            <translation>服务器所需的软件包尚未安装（{reason}）；请用 pip install 'tryon[serve]' 安装。</translation>
        </message>
        <message>
            <source>a Redis needs a package ({reason}); install it with pip install 'tryon[redis]'.</source>
            <translation>使用 Redis 需要一个软件包（{reason}）；请用 pip install 'tryon[redis]' 安装。</translation>
        </message>
        <message>
            <source>other computers can reach {host}, and there is no key that keeps strangers out; make one with 'tryon keys create NAME', or leave --host out.</source>
            <translation>其他电脑可以访问 {host}，但没有密钥来阻挡陌生人；请用“tryon keys create 名称”创建一个，或去掉 --host。</translation>
        </message>
        <message>
            <source>the server cannot be reached at {host}:{port} ({reason}); choose another --port.</source>
            <translation>服务器无法使用地址 {host}:{port}（{reason}）；请选择另一个 --port。</translation>
        </message>
        <message>
            <source>the server's workers cannot start; close other programs and try again. If that does not help, report it with what 'tryon diagnostics' prints.</source>
            <translation>服务器的工作进程无法启动；请关闭其他程序后重试。如果仍然不行，请附上“tryon diagnostics”的输出报告此问题。</translation>
        </message>
        <message>
            <source>{place} cannot keep answers ({reason}); name another place with --store, or leave it out.</source>
            <translation>无法把结果保存在 {place}（{reason}）；请用 --store 指定别处，或去掉它。</translation>
        </message>
        <message>
            <source>the keys in {path} cannot be used ({reason}); put the file right, or delete it and make keys again.</source>
            <translation>无法使用 {path} 中的密钥（{reason}）；请改正该文件，或删除它并重新创建密钥。</translation>
        </message>
        <message>
            <source>there is a key {name} already; choose another name, or revoke it first.</source>
            <translation>已有名为 {name} 的密钥；请换一个名称，或先撤销它。</translation>
        </message>
        <message>
            <source>a key's name has 1 to 40 letters, digits, dots, hyphens and underscores, got {found}.</source>
            <translation>密钥名称应为 1 到 40 个字母、数字、点、连字符或下划线，得到的是 {found}。</translation>
        </message>
        <message>
            <source>there is no key {name}; 'tryon keys list' shows those that there are.</source>
            <translation>没有名为 {name} 的密钥；“tryon keys list”会列出现有的密钥。</translation>
        </message>
        <message>
            <source>a key is needed; send it as 'Authorization: Bearer KEY'.</source>
            <translation>需要密钥；请以“Authorization: Bearer 密钥”发送。</translation>
        </message>
        <message>
            <source>this key is not known here, or was revoked; ask for another one.</source>
            <translation>此处没有这个密钥，或它已被撤销；请索取另一个。</translation>
        </message>
        <message>
            <source>a page of another site asks for this; only the server's own page may.</source>
            <translation>这是其他网站的页面发出的请求；只有服务器自己的页面可以。</translation>
        </message>
        <message>
            <source>this server is asked for as {host}, and without keys it answers as localhost only; start it with keys to use another name.</source>
            <translation>请求中的服务器名称是 {host}，而没有密钥时只以 localhost 应答；要使用其他名称，请先创建密钥再启动服务器。</translation>
        </message>
        <message>
            <source>this key may ask {count} times a minute; try again in {seconds} seconds.</source>
            <translation>此密钥每分钟最多请求 {count} 次；请在 {seconds} 秒后重试。</translation>
        </message>
        <message>
            <source>{count} others are waiting already; try again in {seconds} seconds.</source>
            <translation>已有 {count} 个请求在等待；请在 {seconds} 秒后重试。</translation>
        </message>
        <message>
            <source>too much is being uploaded at the moment; try again in {seconds} seconds.</source>
            <translation>目前上传的内容太多；请在 {seconds} 秒后重试。</translation>
        </message>
        <message>
            <source>a request may have {megabytes} MB; send smaller pictures.</source>
            <translation>一次请求最多 {megabytes} MB；请发送较小的图片。</translation>
        </message>
        <message>
            <source>the request took longer than {seconds} seconds to arrive; try a faster connection.</source>
            <translation>请求在 {seconds} 秒内没有传完；请使用更快的连接。</translation>
        </message>
        <message>
            <source>send multipart/form-data or application/json, got {found}.</source>
            <translation>请发送 multipart/form-data 或 application/json，得到的是 {found}。</translation>
        </message>
        <message>
            <source>the request's body cannot be read ({reason}).</source>
            <translation>无法读取请求的内容（{reason}）。</translation>
        </message>
        <message>
            <source>{field} is missing.</source>
            <translation>缺少 {field}。</translation>
        </message>
        <message>
            <source>{field} is there more than once.</source>
            <translation>{field} 出现了不止一次。</translation>
        </message>
        <message>
            <source>{field} is none of the fields that there are: {known}.</source>
            <translation>没有 {field} 这个字段，现有：{known}。</translation>
        </message>
        <message>
            <source>{field} must be a picture, got a text.</source>
            <translation>{field} 应为图片，得到的是文字。</translation>
        </message>
        <message>
            <source>{field} must be a text, got something else.</source>
            <translation>{field} 应为文字，得到的是别的内容。</translation>
        </message>
        <message>
            <source>{field} must be a picture in base64.</source>
            <translation>{field} 应为 base64 编码的图片。</translation>
        </message>
        <message>
            <source>{field} must be a whole number from {low} to {high}, got {found}.</source>
            <translation>{field} 应为 {low} 到 {high} 的整数，得到的是 {found}。</translation>
        </message>
        <message>
            <source>{field} must be one of {choices}, got {found}.</source>
            <translation>{field} 应为以下之一：{choices}，得到的是 {found}。</translation>
        </message>
        <message>
            <source>{garments} garments, but {given} of {field}; send one for each, or none.</source>
            <translation>有 {garments} 件服装，但有 {given} 个 {field}；请每件给一个，或都不给。</translation>
        </message>
        <message>
            <source>at most {most} garments can be put on at once, got {given}.</source>
            <translation>一次最多穿 {most} 件服装，得到 {given} 件。</translation>
        </message>
        <message>
            <source>parameters: {problem}</source>
            <translation>parameters：{problem}</translation>
        </message>
        <message>
            <source>the answer comes as {kinds}; ask for one of them with Accept.</source>
            <translation>结果的格式有 {kinds}；请用 Accept 选择其一。</translation>
        </message>
        <message>
            <source>there is no garment {id}; GET /v1/garments lists those that there are.</source>
            <translation>没有服装 {id}；GET /v1/garments 会列出现有的服装。</translation>
        </message>
        <message>
            <source>{garment} ships with the app and cannot be removed.</source>
            <translation>{garment}是应用自带的，不能删除。</translation>
        </message>
        <message>
            <source>there is no job {id}, or it was forgotten; ask for it again.</source>
            <translation>没有任务 {id}，或它已被忘记；请重新请求。</translation>
        </message>
        <message>
            <source>there is nothing at {path}; /docs shows what there is.</source>
            <translation>{path} 处没有内容；/docs 会列出所有内容。</translation>
        </message>
        <message>
            <source>{path} does not take {method}; /docs shows what it takes.</source>
            <translation>{path} 不接受 {method}；/docs 会列出它接受的方法。</translation>
        </message>
        <message>
            <source>the job is not done yet; its status is {status}.</source>
            <translation>任务尚未完成；其状态为 {status}。</translation>
        </message>
        <message>
            <source>the job was cancelled.</source>
            <translation>任务已取消。</translation>
        </message>
        <message>
            <source>it took longer than {seconds} seconds; use a smaller photo.</source>
            <translation>用时超过 {seconds} 秒；请使用较小的照片。</translation>
        </message>
        <message>
            <source>it took more than {megabytes} MB of memory; use a smaller photo.</source>
            <translation>占用的内存超过 {megabytes} MB；请使用较小的照片。</translation>
        </message>
        <message>
            <source>the process that worked on it ended unexpectedly, and so did the one that tried again; use another photo, and report it with what 'tryon diagnostics' prints.</source>
            <translation>处理它的进程意外结束，重试的进程也是；请换一张照片，并附上“tryon diagnostics”的输出报告此问题。</translation>
        </message>
        <message>
            <source>the server is stopping; try again in {seconds} seconds.</source>
            <translation>服务器正在停止；请在 {seconds} 秒后重试。</translation>
        </message>
        <message>
            <source>the server is out of memory; use a smaller photo.</source>
            <translation>服务器内存不足；请使用较小的照片。</translation>
        </message>
        <message>
            <source>tryon made a mistake; the server's log says more.</source>
            <translation>tryon 出现错误；服务器的日志中有详情。</translation>
        </message>
        <message>
            <source>Open {photo}</source>
            <translation>打开 {photo}</translation>
        </message>
        <message>
            <source>Put {garment} on person {person}</source>
            <translation>给人物 {person} 穿上{garment}</translation>
        </message>
        <message>
            <source>Take {garment} off person {person}</source>
            <translation>脱下人物 {person} 的{garment}</translation>
        </message>
        <message>
            <source>Take everything off</source>
            <translation>全部脱下</translation>
        </message>
        <message>
            <source>Adjust {garment} on person {person}</source>
            <translation>调整人物 {person} 的{garment}</translation>
        </message>
        <message>
            <source>Person {person} is {height} cm tall</source>
            <translation>人物 {person} 身高 {height} 厘米</translation>
        </message>
        <message>
            <source>Forget how tall person {person} is</source>
            <translation>清除人物 {person} 的身高</translation>
        </message>
        <message>
            <source>Correct {garment}</source>
            <translation>修正{garment}</translation>
        </message>
        <message>
            <source>Parse again: {engine}</source>
            <translation>重新解析：{engine}</translation>
        </message>
        <message>
            <source>Paint {part} on person {person}</source>
            <translation>在人物 {person} 上涂{part}</translation>
        </message>
        <message>
            <source>Erase a part</source>
            <translation>擦除一部分</translation>
        </message>
        <message>
            <source>Call a part {part} of person {person}</source>
            <translation>把一个部位定为人物 {person} 的{part}</translation>
        </message>
        <message>
            <source>Add a person</source>
            <translation>添加人物</translation>
        </message>
        <message>
            <source>Split person {person} in two</source>
            <translation>把人物 {person} 分成两个</translation>
        </message>
        <message>
            <source>Merge persons {person} and {other}</source>
            <translation>把人物 {person} 和人物 {other} 合为一个</translation>
        </message>
        <message>
            <source>Remove person {person}</source>
            <translation>移除人物 {person}</translation>
        </message>
        <message>
            <source>Swap left and right of person {person}</source>
            <translation>互换人物 {person} 的左右</translation>
        </message>
        <message>
            <source>Move a joint of person {person}</source>
            <translation>移动人物 {person} 的关节</translation>
        </message>
        <message>
            <source>Show {garment} on person {person}</source>
            <translation>显示人物 {person} 的{garment}</translation>
        </message>
        <message>
            <source>Hide {garment} on person {person}</source>
            <translation>隐藏人物 {person} 的{garment}</translation>
        </message>
        <message>
            <source>{garment} on person {person}: opacity {percent} %</source>
            <translation>人物 {person} 的{garment}：不透明度 {percent}%</translation>
        </message>
        <message>
            <source>Lock {garment} on person {person}</source>
            <translation>锁定人物 {person} 的{garment}</translation>
        </message>
        <message>
            <source>Unlock {garment} on person {person}</source>
            <translation>解锁人物 {person} 的{garment}</translation>
        </message>
        <message>
            <source>Move {garment} up</source>
            <translation>上移{garment}</translation>
        </message>
        <message>
            <source>Move {garment} down</source>
            <translation>下移{garment}</translation>
        </message>
        <message>
            <source>Wear {outfit} on person {person}</source>
            <translation>给人物 {person} 穿上“{outfit}”</translation>
        </message>
        <message>
            <source>Paste clothes on person {person}</source>
            <translation>给人物 {person} 粘贴衣服</translation>
        </message>
        <message>
            <source>Copy the clothes of person {other} to person {person}</source>
            <translation>把人物 {other} 的衣服复制给人物 {person}</translation>
        </message>
        <message>
            <source>Dress everyone like person {person}</source>
            <translation>所有人穿得和人物 {person} 一样</translation>
        </message>
        <message>
            <source>Wear {outfit} on everyone</source>
            <translation>所有人都穿上“{outfit}”</translation>
        </message>
        <message>
            <source>Swap the clothes of persons {person} and {other}</source>
            <translation>互换人物 {person} 和 {other} 的衣服</translation>
        </message>
        <message>
            <source>Add {variant}</source>
            <translation>新建{variant}</translation>
        </message>
        <message>
            <source>Go to {variant}</source>
            <translation>转到{variant}</translation>
        </message>
        <message>
            <source>Call a variant {variant}</source>
            <translation>把方案命名为{variant}</translation>
        </message>
        <message>
            <source>Remove {variant}</source>
            <translation>删除{variant}</translation>
        </message>
        <message>
            <source>nothing to put on; name a picture with --garment or --garment-from</source>
            <translation>没有要穿的服装；请用 --garment 或 --garment-from 指定图片</translation>
        </message>
        <message>
            <source>{look} has no variant {name}; it has {names}, which can be named by their numbers, too</source>
            <translation>{look} 没有方案 {name}；有 {names}，也可以用序号指定</translation>
        </message>
        <message>
            <source>--garment-from needs to know what to take; add --region for each</source>
            <translation>--garment-from 需要知道取下哪件；请为每个加上 --region</translation>
        </message>
        <message>
            <source>{garments} --garment but {given} {option}; write one {option} for each --garment or --garment-from, in the same order, or none: a garment's picture says what it is</source>
            <translation>有 {garments} 个 --garment，却有 {given} 个 {option}；请按相同顺序为每个 --garment 或 --garment-from 各写一个 {option}，或全部省略：由服装图片决定它是什么</translation>
        </message>
        <message>
            <source>--category says where a garment is worn, too; leave --region out, or --category</source>
            <translation>--category 也决定服装穿在哪里；请省略 --region 或 --category</translation>
        </message>
        <message>
            <source>--garment-person needs a photo of somebody: --garment-from PHOTO</source>
            <translation>--garment-person 需要一张有人物的照片：--garment-from PHOTO</translation>
        </message>
        <message>
            <source>--link-photo is about the file of --save LOOK.tryon; add that, or leave it out</source>
            <translation>--link-photo 用于 --save LOOK.tryon 的文件；请加上后者，或去掉前者</translation>
        </message>
        <message>
            <source>--dye-prints needs to know the colour; add --dye '#aa3355', or leave it out</source>
            <translation>--dye-prints 需要知道颜色；请添加 --dye '#aa3355'，或去掉此选项</translation>
        </message>
        <message>
            <source>{option} is about a pattern; add --pattern PICTURE, or leave it out</source>
            <translation>{option} 用于图案；请添加 --pattern 图片，或去掉此选项</translation>
        </message>
        <message>
            <source>the pattern of --pattern: {problem}</source>
            <translation>--pattern 的图案：{problem}</translation>
        </message>
        <message>
            <source>--size needs the garment's table and the person's height; add --size-table FILE and --height CM</source>
            <translation>--size 需要服装的尺码表和人物身高；请添加 --size-table 文件 和 --height 厘米</translation>
        </message>
        <message>
            <source>--size-table needs to know which size; add --size NAME, one of {sizes}</source>
            <translation>--size-table 需要知道是哪个尺码；请添加 --size 名称，可选：{sizes}</translation>
        </message>
        <message>
            <source>{option} needs --parser, to say which parser it is for</source>
            <translation>{option} 需要 --parser，以说明用于哪个解析模型</translation>
        </message>
        <message>
            <source>{option} needs --parser m2fp: the bundled parser computes in one way only, on the processor; leave {option} out, or add --parser m2fp</source>
            <translation>{option} 需要 --parser m2fp：内置解析模型只有一种计算方式，在处理器上进行；请去掉 {option}，或加上 --parser m2fp</translation>
        </message>
        <message>
            <source>only M2FP finds instances; add --parser m2fp to --instances</source>
            <translation>只有 M2FP 能找出实例；请在 --instances 之外加上 --parser m2fp</translation>
        </message>
        <message>
            <source>only M2FP has queries to watch; add --parser m2fp to --attention</source>
            <translation>只有 M2FP 有可以观察的查询；请在 --attention 之外加上 --parser m2fp</translation>
        </message>
        <message>
            <source>--attention needs a picture to show it in; add --overlay FILE</source>
            <translation>--attention 需要一张图片来显示；请加上 --overlay 文件</translation>
        </message>
        <message>
            <source>M2FP's single-person variant labels pixels and finds no instances; leave --instances out, or name the weights of the multi-person model</source>
            <translation>单人版 M2FP 只标注像素，不找实例；请去掉 --instances，或指定多人模型的权重</translation>
        </message>
        <message>
            <source>{path} should end in {suffixes}</source>
            <translation>{path} 的扩展名应为 {suffixes}</translation>
        </message>
        <message>
            <source>{path} is a folder; for one photo name a file</source>
            <translation>{path} 是文件夹；只有一张照片时请指定文件</translation>
        </message>
        <message>
            <source>{path} is an input of this command; choose another name</source>
            <translation>{path} 是此命令的输入；请换一个名称</translation>
        </message>
        <message>
            <source>{path} is already another output of this command; choose another name</source>
            <translation>{path} 已是此命令的另一个输出；请换一个名称</translation>
        </message>
        <message>
            <source>{path} cannot be used as a folder: {reason}; name another one</source>
            <translation>{path} 不能用作文件夹：{reason}；请指定其他文件夹</translation>
        </message>
        <message>
            <source>{problem}</source>
            <translation>{problem}</translation>
        </message>
        <message>
            <source>there is no model {model}; known are {known}</source>
            <translation>没有模型 {model}；已知的有 {known}</translation>
        </message>
        <message>
            <source>{model} is licensed under {licence} ({permits}), and there is nobody to ask; add --yes to agree and download</source>
            <translation>{model} 的许可为 {licence}（{permits}），而此处无人可以确认；请加上 --yes 表示同意并下载</translation>
        </message>
        <message>
            <source>there is nobody to ask; add --yes to delete {folder} ({size})</source>
            <translation>此处无人可以确认；请加上 --yes 以删除 {folder}（{size}）</translation>
        </message>
        <message>
            <source>{model} is not here; run 'tryon models download {model}', or name its folder with --weights</source>
            <translation>{model} 尚未下载；请运行 tryon models download {model}，或用 --weights 指定其文件夹</translation>
        </message>
        <message>
            <source>the export needs PyTorch, which cannot be imported ({reason}); install it with pip install 'tryon[m2fp]'</source>
            <translation>导出需要 PyTorch，但无法导入（{reason}）；请用 pip install 'tryon[m2fp]' 安装</translation>
        </message>
        <message>
            <source>the export needs the packages onnx and onnxscript ({reason}); install them with pip install onnx onnxscript</source>
            <translation>导出需要 onnx 和 onnxscript，但无法导入（{reason}）；请用 pip install onnx onnxscript 安装</translation>
        </message>
        <message>
            <source>the network's input is padded to multiples of {multiple} pixels, got {width}x{height}; choose such a size, for example 640x960</source>
            <translation>网络的输入尺寸须为 {multiple} 像素的倍数，实际为 {width}x{height}；请选择这样的尺寸，例如 640x960</translation>
        </message>
        <message>
            <source>PyTorch {version} finds no {device} device here, only {found}; leave --device out, or install a PyTorch build for your graphics card.</source>
            <translation>PyTorch {version} 在此处找不到 {device} 设备，只有 {found}；请去掉 --device，或安装适用于您显卡的 PyTorch。</translation>
        </message>
        <message>
            <source>{what} needs the extra ray ({reason}); install it with pip install 'tryon[ray]'</source>
            <translation>{what} 需要附加组件 ray（{reason}）；请用 pip install 'tryon[ray]' 安装</translation>
        </message>
        <message>
            <source>{url} cannot be reached from here: {reason}; install what fsspec needs for it (s3fs for s3://, gcsfs for gs://, adlfs for az://), or check the URL</source>
            <translation>从这里无法访问 {url}：{reason}；请安装 fsspec 所需的组件（s3:// 用 s3fs，gs:// 用 gcsfs，az:// 用 adlfs），或检查网址</translation>
        </message>
        <message>
            <source>{url} is a URL, which needs --ray; add --ray local, or name a folder</source>
            <translation>{url} 是网址，需要 --ray；请加上 --ray local，或指定文件夹</translation>
        </message>
        <message>
            <source>which garments? Add --garments FOLDER, or a column 'garment' to the table of photos</source>
            <translation>哪些服装？请加上 --garments 文件夹，或在照片表中加上 'garment' 列</translation>
        </message>
        <message>
            <source>{path} has lines without a value in the column '{column}'; add it, with a path or URL in each line</source>
            <translation>{path} 中有的行在 '{column}' 列没有值；请补上，每行一个路径或网址</translation>
        </message>
        <message>
            <source>the cluster has tryon {found}, and this computer {expected}; install the same version on all machines</source>
            <translation>集群上是 tryon {found}，本机是 {expected}；请在所有机器上安装同一版本</translation>
        </message>
        <message>
            <source>no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start a desktop session, or use 'tryon parse' and 'tryon fit', which need none.</source>
            <translation>没有显示器：DISPLAY 和 WAYLAND_DISPLAY 都未设置。请启动桌面会话，或使用无需显示器的 tryon parse 和 tryon fit。</translation>
        </message>
    </context>
</TS>
